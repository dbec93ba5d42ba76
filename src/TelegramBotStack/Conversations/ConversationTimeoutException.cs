namespace TelegramBotStack;

/// <summary>A user has not answered within the time a conversation gives. Left alone, it ends the conversation.</summary>
public sealed class ConversationTimeoutException : TimeoutException
{
    internal ConversationTimeoutException()
        : base("The user has not answered in time.")
    {
    }
}
