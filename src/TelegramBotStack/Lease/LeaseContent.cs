namespace TelegramBotStack.Lease;

/// <summary>What the lease file tells about the lock; the lock itself is the truth.</summary>
internal sealed record LeaseContent
{
    public long Epoch { get; init; }

    public string? Instance { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? FirstPollAt { get; init; }

    public DateTimeOffset? PollingStoppedAt { get; init; }

    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>What the holder left for a successor on this data directory, where instances on other hosts wait as well.</summary>
    public string? Baton { get; init; }
}
