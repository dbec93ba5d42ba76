namespace TelegramBotStack;

/// <summary>
/// Told what becomes of chats when something is sent to them. Add implementations to
/// <see cref="BotApplicationBuilder.Services"/>. What they throw is logged, and no more.
/// </summary>
public interface IOutgoingObserver
{
    /// <summary>Telegram does not let the bot write to a chat: it was blocked, removed, or the account is gone (403).</summary>
    /// <param name="chatId">The chat; that of a user is the user's id.</param>
    /// <param name="reason">Telegram's words, such as <c>Forbidden: bot was blocked by the user</c>.</param>
    /// <param name="cancellationToken">That of the call.</param>
    Task OnUnreachableAsync(long chatId, string reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A group has become a supergroup with another id. What is sent to the old one goes to the new one.</summary>
    /// <param name="oldChatId">The id until now.</param>
    /// <param name="newChatId">The id from now on.</param>
    /// <param name="cancellationToken">That of the call.</param>
    Task OnMigratedAsync(long oldChatId, long newChatId, CancellationToken cancellationToken) => Task.CompletedTask;
}
