namespace TelegramBotStack.Outgoing;

/// <summary>What is under way to one chat, and how fast it may go on. Guarded by <see cref="FlowControl"/>.</summary>
internal sealed class ChatState(ChatKey key, OutgoingRate rate)
{
    private SlidingWindow? _window;

    public ChatKey Key => key;

    public TurnQueue Messages { get; } = new();

    public TurnQueue Edits { get; } = new();

    /// <summary>Nothing is sent before.</summary>
    public TimeSpan RestsUntil { get; private set; }

    /// <summary>Until then the chat's rate is kept even for answers.</summary>
    public TimeSpan IsPacedUntil { get; private set; }

    public SlidingWindow Window => _window ??= new SlidingWindow(rate);

    public void Refuse(TimeSpan until, TimeSpan pacedUntil)
    {
        RestsUntil = until > RestsUntil ? until : RestsUntil;
        IsPacedUntil = pacedUntil > IsPacedUntil ? pacedUntil : IsPacedUntil;
    }

    /// <summary>True when it can be forgotten.</summary>
    public bool IsIdle(TimeSpan now) => !Messages.IsTaken && !Edits.IsTaken && RestsUntil <= now && IsPacedUntil <= now
        && _window?.IsEmpty(now) != false;
}
