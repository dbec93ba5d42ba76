using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>
/// Decides what to make of the containers found on a host, of which some may be what a deployer that died left behind.
/// If any runs, one is kept; one between a crash and its next start is kept only when there is no other.
/// </summary>
internal static class Reconcile
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    /// <param name="containers">The bot's containers.</param>
    /// <param name="active">The release written down as the active one.</param>
    public static Leftovers Decide(IReadOnlyList<BotInstance> containers, string? active)
    {
        // The host's clock is not this machine's; the newest heartbeat is as near to now as is known.
        var newest = containers.Max(container => container.Status?.HeartbeatAt);
        var keep = containers
            .Where(container => container.IsUp)
            .OrderByDescending(container => container.Release == active && IsAlive(container))
            .ThenByDescending(container => container.Status?.IsInPlace == true && IsAlive(container))
            .ThenByDescending(container => container.IsRunning)
            .ThenByDescending(container => container.Release == active)
            .ThenByDescending(container => container.Status?.State is InstanceState.Standby or InstanceState.Parked)
            .ThenByDescending(container => container.Release, StringComparer.Ordinal)
            .FirstOrDefault();
        return new Leftovers(keep, [.. containers.Where(container => container != keep)]);

        bool IsAlive(BotInstance container) => container is { IsRunning: true, Status: { } status } && newest - status.HeartbeatAt < Fresh;
    }
}

/// <summary>What to make of the containers found.</summary>
/// <param name="Keep">The one that answers, or will when the others are gone; null when none runs.</param>
/// <param name="Remove">All others.</param>
internal sealed record Leftovers(BotInstance? Keep, IReadOnlyList<BotInstance> Remove);
