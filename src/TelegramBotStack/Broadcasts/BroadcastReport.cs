namespace TelegramBotStack;

/// <summary>How far a broadcast has got.</summary>
/// <param name="Id">Its number; none is used twice.</param>
/// <param name="State">Whether it goes on.</param>
/// <param name="Total">To how many chats it goes.</param>
/// <param name="Sent">How many have it.</param>
/// <param name="Blocked">How many have blocked or removed the bot.</param>
/// <param name="Failed">How many Telegram refused for another reason; see <paramref name="LastError"/>.</param>
/// <param name="Unknown">
/// Of how many nobody knows, because the process was killed or the connection broke while it was on its way. They are not
/// sent to again.
/// </param>
/// <param name="LastError">What Telegram said to the last that failed; null when none has.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="EndedAt">When it ended; null while it has not.</param>
public sealed record BroadcastReport(
    long Id,
    BroadcastState State,
    int Total,
    int Sent,
    int Blocked,
    int Failed,
    int Unknown,
    string? LastError,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt)
{
    /// <summary>How many are done with.</summary>
    public int Done => Sent + Blocked + Failed + Unknown;
}

/// <summary>Whether a broadcast goes on.</summary>
public enum BroadcastState
{
    /// <summary>It goes on, after a restart as well.</summary>
    Running,

    /// <summary>It waits to be resumed.</summary>
    Paused,

    /// <summary>It was ended before everybody had it.</summary>
    Cancelled,

    /// <summary>Everybody has been sent to.</summary>
    Done,
}
