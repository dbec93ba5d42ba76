using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>What is known of one instance at one moment.</summary>
/// <param name="Process">What the runtime says of its process.</param>
/// <param name="Status">What its status file says; null when there is none.</param>
/// <param name="Now">The host's clock at that moment.</param>
internal sealed record BotFacts(ProcessState Process, InstanceStatus? Status, DateTimeOffset Now)
{
    /// <summary>How the process last ended, if the runtime remembers.</summary>
    public ProcessEnd? LastEnd { get; init; }

    /// <summary>Whether it keeps docs/process-contract.md. One that does not writes no status.</summary>
    public bool KeepsContract { get; init; } = true;

    /// <summary>Whether another instance of the bot is active, so that this one may wait.</summary>
    public bool OtherIsActive { get; init; }

    /// <summary>Whether it is the release that was kept, and not one under way; it must be started again after a crash.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether the status file was written by the process that runs now, and not by one before it.</summary>
    public bool IsStatusCurrent => Status is not null && Process.Wrote(Status);

    /// <summary>Whether the process runs, and is not one that waits to be started again.</summary>
    public bool IsUp => Process.IsUp;

    /// <summary>How long the process has run, or has been down.</summary>
    public TimeSpan Since => Now - ((IsUp ? Process.StartedAt : Process.EndedAt) ?? Now);

    /// <summary>What the last run that ended said of itself.</summary>
    public (InstanceState State, InstanceError? Error)? LastRun =>
        IsStatusCurrent
            ? Status!.PreviousRun is { } before ? (before.State, before.Error) : null
            : Status is { } last ? (last.State, last.State == InstanceState.Failed ? last.LastError : null) : null;
}

/// <summary>How a process ended.</summary>
/// <param name="At">When, by the host's clock.</param>
/// <param name="ExitCode">Its exit code; null when it is not known.</param>
/// <param name="OutOfMemory">Whether the kernel killed it for want of memory.</param>
internal sealed record ProcessEnd(DateTimeOffset At, long? ExitCode, bool OutOfMemory);
