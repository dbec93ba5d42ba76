namespace TelegramBotStack.Inbox;

/// <summary>The bounds of the inbox.</summary>
internal sealed record InboxLimits
{
    /// <summary>Handlers that run at the same time. Most of their time they wait for Telegram.</summary>
    public int Concurrency { get; init; } = 256;

    /// <summary>Updates in memory; while there are so many, none are taken from Telegram.</summary>
    public int Capacity { get; init; } = 1_000;

    /// <summary>How long a batch may hold up the next poll before what is left of it is written to disk.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The same while more updates wait at Telegram: then the disk costs less than the waiting.</summary>
    public TimeSpan GraceUnderLoad { get; init; } = TimeSpan.Zero;

    /// <summary>Updates that are done until the journal begins a new file; those of the last two are remembered.</summary>
    public int DonePerJournalFile { get; init; } = 20_000;

    /// <summary>How often the process may die while an update is handled until it is handled no more.</summary>
    public int Deaths { get; init; } = 3;

    /// <summary>For how long nothing is begun with beside an update that may be to blame for the next death.</summary>
    public TimeSpan AloneTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a handler has to end after it was told to give up.</summary>
    public TimeSpan AbortTime { get; init; } = TimeSpan.FromMilliseconds(500);
}
