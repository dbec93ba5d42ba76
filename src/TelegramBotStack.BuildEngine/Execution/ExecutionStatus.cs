namespace Nuke.Common.Execution;

/// <summary>Where a target stands.</summary>
public enum ExecutionStatus
{
    /// <summary>Not part of the plan.</summary>
    None,

    /// <summary>In the plan, has not run yet.</summary>
    Scheduled,

    /// <summary>In the plan, but the build ended before it could run.</summary>
    NotRun,

    /// <summary>Skipped by a condition, a parameter or a skipped target.</summary>
    Skipped,

    /// <summary>Runs now.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Succeeded,

    /// <summary>Threw an exception.</summary>
    Failed,

    /// <summary>Was interrupted by a signal.</summary>
    Aborted,

    /// <summary>Has no actions of its own.</summary>
    Collective,
}
