using TelegramBotStack.Lease;
using TelegramBotStack.Status;

namespace TelegramBotStack.Watching;

/// <summary>What the watcher sees at one moment.</summary>
/// <param name="At">The moment, by this machine's clock.</param>
/// <param name="Lease">What the lease file tells.</param>
/// <param name="Instances">The status of each instance that wrote one lately.</param>
/// <param name="FreeBytes">Free space on the disk of the data directory; null when it cannot be told.</param>
/// <param name="Telegram">What Telegram said last; null when it was not asked anew or did not answer.</param>
internal sealed record Sighting(
    DateTimeOffset At, LeaseContent? Lease, IReadOnlyList<InstanceStatus> Instances, long? FreeBytes, TelegramView? Telegram)
{
    /// <summary>The instance that holds the lease, or held it last.</summary>
    public InstanceStatus? Holder => Instances.FirstOrDefault(status => status.Instance == Lease?.Instance) ?? Instances.MaxBy(status => status.StartedAt);
}

/// <summary>What Telegram says about the bot (Bot API: getWebhookInfo).</summary>
/// <param name="IsRefused">Whether it refuses the token.</param>
/// <param name="Pending">How many updates wait there.</param>
/// <param name="WebhookHost">Host of the webhook that somebody else has set; null for none.</param>
/// <param name="Ahead">How far Telegram's clock is ahead of this machine's; null when it did not say.</param>
internal sealed record TelegramView(bool IsRefused, int Pending, string? WebhookHost, TimeSpan? Ahead);
