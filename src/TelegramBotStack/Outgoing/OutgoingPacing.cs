namespace TelegramBotStack;

/// <summary>When answers are slowed down. Groups and what is sent with <see cref="OutgoingPriority.Low"/> always are.</summary>
public enum OutgoingPacing
{
    /// <summary>
    /// A private chat after Telegram has refused a message to it, until it has been quiet for a minute; all chats after
    /// it has refused several at once. Telegram lets bursts pass, and only it knows how long.
    /// </summary>
    WhenRefused,

    /// <summary>Always: nothing is ever sent faster than the rates say.</summary>
    Always,
}
