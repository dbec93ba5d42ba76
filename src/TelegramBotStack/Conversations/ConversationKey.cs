using System.Globalization;

namespace TelegramBotStack.Conversations;

/// <summary>Who talks where: each user of a group has a conversation of their own.</summary>
internal readonly record struct ConversationKey(long ChatId, long UserId)
{
    public const string Prefix = "botstack/conversation/";

    public string StorageKey => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{ChatId}/{UserId}");

    public static ConversationKey? Of(UpdateContext context)
        => context is { Chat.Id: var chat, User.Id: var user } ? new ConversationKey(chat, user) : null;

    public static ConversationKey? Parse(string storageKey)
        => storageKey[Prefix.Length..].Split('/') is [var chat, var user]
            && long.TryParse(chat, CultureInfo.InvariantCulture, out var chatId)
            && long.TryParse(user, CultureInfo.InvariantCulture, out var userId)
                ? new ConversationKey(chatId, userId)
                : null;
}
