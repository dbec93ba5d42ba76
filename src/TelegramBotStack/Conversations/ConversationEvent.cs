namespace TelegramBotStack.Conversations;

/// <summary>What lets a waiting conversation go on.</summary>
internal abstract record ConversationEvent
{
    /// <summary>The user has done something.</summary>
    public sealed record Arrived(UpdateContext Context) : ConversationEvent;

    /// <summary>The deadline is over, or the time to ask a lost question again has come; the wait knows which.</summary>
    public sealed record TimeIsUp : ConversationEvent;
}
