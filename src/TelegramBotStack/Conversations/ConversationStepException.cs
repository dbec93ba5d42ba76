namespace TelegramBotStack;

/// <summary>
/// A step of a conversation has failed: a call of Telegram, or what was given to <see cref="Conversation.OnceAsync{T}"/>. The
/// failure is remembered as a result is, so that code that goes on after it goes the same way after a restart.
/// </summary>
public sealed class ConversationStepException : Exception
{
    internal ConversationStepException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
