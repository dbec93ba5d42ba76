namespace TelegramBotStack.Inbox;

/// <summary>
/// How long updates have lately been in the inbox, from being taken to being done: tells whether to wait for the next ones
/// is worth it. Guarded by the inbox.
/// </summary>
/// <param name="most">A longer time counts as this, so that one slow handler is soon forgotten.</param>
internal sealed class HandlingTime(TimeSpan most)
{
    // The last eight or so count.
    private const double Weight = 1.0 / 8;

    public TimeSpan Average { get; private set; }

    public void Add(TimeSpan taken)
    {
        var counted = taken < most ? taken : most;
        Average += (counted - Average) * Weight;
    }
}
