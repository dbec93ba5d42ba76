namespace TelegramBotStack.Users;

/// <summary>Learns from refused calls who has blocked the bot: Telegram's own message about it may have been missed.</summary>
internal sealed class BlockedUsers(StoredUsers users) : IOutgoingObserver
{
    // The server's words (TDLib); other refusals are about groups, or people who have never written.
    private static readonly string[] Gone = ["bot was blocked by the user", "user is deactivated"];

    public Task OnUnreachableAsync(long chatId, string reason, CancellationToken cancellationToken)
        => Array.Exists(Gone, words => reason.Contains(words, StringComparison.Ordinal))
            ? users.SetBlockedAsync(chatId, isBlocked: true, cancellationToken)
            : Task.CompletedTask;
}
