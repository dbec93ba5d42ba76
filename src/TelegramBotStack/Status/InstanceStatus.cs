namespace TelegramBotStack.Status;

/// <summary>The status file of docs/process-contract.md, field by field.</summary>
internal sealed record InstanceStatus
{
    public int Contract { get; init; } = 1;

    public required string Instance { get; init; }

    public required string Release { get; init; }

    public required int Pid { get; init; }

    public InstanceState State { get; init; }

    /// <summary>The instance on another host that holds the shared lease, while this one waits for it; null otherwise.</summary>
    public string? StandsByFor { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset HeartbeatAt { get; init; }

    public DateTimeOffset? RehearsedAt { get; init; }

    public BotIdentity? Bot { get; init; }

    public long? Epoch { get; init; }

    public DateTimeOffset? ActiveSince { get; init; }

    public DateTimeOffset? LastPollAt { get; init; }

    public long PollsAnswered { get; init; }

    /// <summary>Host of the webhook by which updates come; null while the instance polls or is not active.</summary>
    public string? WebhookHost { get; init; }

    public double? GapMilliseconds { get; init; }

    public UpdateCounts Updates { get; init; } = new(0, 0, 0, 0);

    public long Conflicts { get; init; }

    public double? LagMilliseconds { get; init; }

    public long? MemoryBytes { get; init; }

    public bool CanWatch { get; init; } = true;

    public LastError? LastError { get; init; }

    public long? DataFreeBytes { get; init; }

    public PreviousRun? PreviousRun { get; init; }
}

internal sealed record BotIdentity(long Id, string? Username);

/// <param name="Handled">Handled to the end.</param>
/// <param name="Pending">Taken, and not yet handled.</param>
/// <param name="Redelivered">Handled again after a crash.</param>
/// <param name="Failed">Ended by an error in a handler.</param>
/// <param name="Poisoned">Not handled any more, since the process has died too often while they were.</param>
internal sealed record UpdateCounts(long Handled, long Pending, long Redelivered, long Failed, long Poisoned = 0);

internal sealed record LastError(DateTimeOffset At, string Code, string Message);

/// <summary>How the process of this instance's name ended that ran before this one.</summary>
internal sealed record PreviousRun(DateTimeOffset LastSeenAt, InstanceState State, LastError? Error);
