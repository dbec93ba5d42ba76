using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Runtimes;

/// <summary>A running, or once running, instance of a bot as it is seen on the host.</summary>
/// <param name="Id">The runtime's own name for it, such as Docker's id.</param>
/// <param name="Release">The release it runs.</param>
/// <param name="Instance">The name of its status file.</param>
/// <param name="IsRunning">Whether it runs.</param>
internal sealed record BotInstance(string Id, string Release, string Instance, bool IsRunning)
{
    /// <summary>Whether it keeps docs/process-contract.md. One that does not says nothing of itself.</summary>
    public bool KeepsContract { get; init; } = true;

    /// <summary>Whether it has crashed and is about to be started again.</summary>
    public bool IsRestarting { get; init; }

    /// <summary>Whether it runs, or will again by itself.</summary>
    public bool IsUp => IsRunning || IsRestarting;

    /// <summary>What it says of itself; null when it has said nothing.</summary>
    public InstanceStatus? Status { get; init; }

    /// <summary>Whether it answers users, or stands by for another host's instance that does, as far as can be told.</summary>
    public bool Answers => IsRunning && (!KeepsContract || Status?.IsInPlace == true);
}

/// <summary>How an instance's process is doing.</summary>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="ExitCode">Its exit code, when it has ended.</param>
/// <param name="Restarts">How often it was started again.</param>
/// <param name="OutOfMemory">Whether the kernel killed it for want of memory.</param>
internal sealed record ProcessState(bool IsRunning, long ExitCode, long Restarts, bool OutOfMemory)
{
    // Docker writes down a start a moment after the process has begun.
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    /// <summary>What its own health check says.</summary>
    public ProcessHealth Health { get; init; }

    /// <summary>Whether it has ended and is about to be started again.</summary>
    public bool IsRestarting { get; init; }

    /// <summary>When it was last started, by the host's clock; null when it is not known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it last ended, by the host's clock; null when it never did.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it is started again by itself, as Docker calls it, such as <c>unless-stopped</c>; null when it is not known.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>Its limit of memory in bytes; null for none.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Whether the process runs, and is not one that waits to be started again.</summary>
    public bool IsUp => IsRunning && !IsRestarting;

    /// <summary>Whether a status was written by the process that runs now, and not by one before it.</summary>
    public bool Wrote(InstanceStatus status) => IsUp
        && (StartedAt is not { } started || status.StartedAt >= started - StartTolerance)
        && (EndedAt is not { } ended || status.HeartbeatAt > ended);

    /// <summary>The log's driver when it keeps without limit what is printed; null when there is a limit.</summary>
    public string? UnlimitedLog { get; init; }
}

/// <summary>What an instance's own health check says.</summary>
internal enum ProcessHealth
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>It has not yet succeeded, nor failed often enough.</summary>
    Starting,

    /// <summary>It succeeded.</summary>
    Healthy,

    /// <summary>It failed several times.</summary>
    Unhealthy,
}
