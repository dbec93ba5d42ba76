using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Monitoring;

/// <summary>How a host and all its bots are doing at one moment.</summary>
/// <param name="Host">The host.</param>
/// <param name="At">The moment, by this machine's clock.</param>
/// <param name="Machine">The host itself; null when it does not tell.</param>
/// <param name="Bots">Its bots, by name.</param>
public sealed record HostSample(string Host, DateTimeOffset At, MachineSample? Machine, IReadOnlyList<BotSample> Bots);

/// <summary>How a host is doing.</summary>
/// <param name="Load">Processes that ran or waited to run, on average over the last minute.</param>
/// <param name="Processors">Its processors.</param>
/// <param name="MemoryFreeBytes">Memory that programs could still have.</param>
/// <param name="MemoryBytes">All its memory.</param>
/// <param name="DiskFreeBytes">Free space on the disk with Docker's data.</param>
/// <param name="DiskBytes">Size of that disk.</param>
public sealed record MachineSample(double Load, int Processors, long MemoryFreeBytes, long MemoryBytes, long DiskFreeBytes, long DiskBytes);

/// <summary>How a bot is doing.</summary>
public sealed record BotSample
{
    /// <summary>The bot.</summary>
    public required string Bot { get; init; }

    /// <summary>The release that answers, or that should.</summary>
    public required string Release { get; init; }

    /// <summary>What the instance says it is doing; <see cref="InstanceState.Unknown"/> when it says nothing.</summary>
    public InstanceState State { get; init; }

    /// <summary>Whether the process runs.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>Whether it answers users: it is active, its heart beats, and Telegram answers its polls.</summary>
    public required bool IsAnswering { get; init; }

    /// <summary>How many other instances of it there are, such as a standby during a deployment.</summary>
    public int Others { get; init; }

    /// <summary>How long its process has run, in seconds; null when it does not run or does not tell.</summary>
    public double? UpSeconds { get; init; }

    /// <summary>Updates that ended, well or not, per second over the last seconds; null before there are two looks.</summary>
    public double? UpdatesPerSecond { get; init; }

    /// <summary>How old the last update was when it had been handled, in milliseconds; null when it does not tell.</summary>
    public double? LagMilliseconds { get; init; }

    /// <summary>Counts of updates since its process started.</summary>
    public UpdateCounts? Updates { get; init; }

    /// <summary>Memory, in bytes; null when it does not run.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Its limit, in bytes; null for none.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>How often it was started again.</summary>
    public long Restarts { get; init; }

    /// <summary>The last error it noted, with the time by the host's clock.</summary>
    public InstanceError? LastError { get; init; }
}
