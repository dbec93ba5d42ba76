using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Types.Enums;
using TelegramBotStack.Configuration;
using TelegramBotStack.Health;
using TelegramBotStack.Lease;
using TelegramBotStack.Status;

namespace TelegramBotStack.Instances;

/// <summary>What a source of updates works with.</summary>
internal sealed record UpdateSourceContext(
    ILease Lease,
    ITelegramBotClient Client,
    IReadOnlyList<UpdateType> AllowedUpdates,
    BotSettings Settings,
    StatusBoard Status,
    Liveness Liveness,
    TimeProvider Time,
    ILoggerFactory Loggers)
{
    /// <summary>
    /// The longest time between two signs of life: half a minute spares both sides; less when the watchdog is to bite
    /// sooner.
    /// </summary>
    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(Math.Clamp(Math.Floor(Settings.HangAfter.TotalSeconds / 3), 1, 25));
}

/// <summary>Takes the place of polling, when it is among the services and gives a source.</summary>
internal interface IUpdateSourceFactory
{
    /// <summary>The source of one tenure; null to poll.</summary>
    /// <exception cref="BotConfigurationException">A setting is wrong.</exception>
    IUpdateSource? Create(UpdateSourceContext context);

    /// <summary>Gets ready while somebody else holds the lease.</summary>
    /// <exception cref="BotConfigurationException">A setting is wrong.</exception>
    Task PrepareAsync(BotSettings settings, CancellationToken cancellationToken);
}
