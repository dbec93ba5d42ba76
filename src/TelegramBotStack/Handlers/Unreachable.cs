using Telegram.Bot.Exceptions;

namespace TelegramBotStack.Handlers;

/// <summary>That the bot may not write to a chat: the user has blocked it, or it was removed. Nothing a bot could do better.</summary>
internal static class Unreachable
{
    /// <summary>Whether a failure is that, or a step of a conversation that failed by it.</summary>
    public static bool IsCauseOf(Exception exception)
        => exception is ApiRequestException { ErrorCode: 403 } or ConversationStepException { InnerException: ApiRequestException { ErrorCode: 403 } };
}
