using Telegram.Bot.Types;

namespace TelegramBotStack.Handlers;

/// <summary>Which chat and user an update comes from.</summary>
internal static class UpdateOrigin
{
    public static (Chat? Chat, User? User) Of(Update update) => update switch
    {
        { Message: { } message } => Of(message),
        { EditedMessage: { } message } => Of(message),
        { ChannelPost: { } message } => Of(message),
        { EditedChannelPost: { } message } => Of(message),
        { BusinessMessage: { } message } => Of(message),
        { EditedBusinessMessage: { } message } => Of(message),
        { GuestMessage: { } message } => Of(message),
        { CallbackQuery: { } query } => (query.Message?.Chat, query.From),
        { InlineQuery: { } query } => (null, query.From),
        { ChosenInlineResult: { } result } => (null, result.From),
        { ShippingQuery: { } query } => (null, query.From),
        { PreCheckoutQuery: { } query } => (null, query.From),
        { PurchasedPaidMedia: { } purchase } => (null, purchase.From),
        { PollAnswer: { } answer } => (answer.VoterChat, answer.User),
        { MyChatMember: { } member } => (member.Chat, member.From),
        { ChatMember: { } member } => (member.Chat, member.From),
        { ChatJoinRequest: { } request } => (request.Chat, request.From),
        { MessageReaction: { } reaction } => (reaction.Chat, reaction.User),
        { MessageReactionCount: { } count } => (count.Chat, null),
        { ChatBoost: { } boost } => (boost.Chat, null),
        { RemovedChatBoost: { } boost } => (boost.Chat, null),
        { BusinessConnection: { } connection } => (null, connection.User),
        { DeletedBusinessMessages: { } deleted } => (deleted.Chat, null),
        _ => (null, null),
    };

    /// <summary>Updates with the same key are handled one after the other.</summary>
    public static long LaneOf(Update update)
    {
        var (chat, user) = Of(update);
        return chat?.Id ?? user?.Id ?? -update.Id;
    }

    /// <summary>When the user did it, by Telegram's clock and to the second; null for a kind of update that does not say.</summary>
    public static DateTime? TimeOf(Update update) => update switch
    {
        { Message: { } message } => message.Date,
        { EditedMessage: { } message } => message.EditDate,
        { ChannelPost: { } message } => message.Date,
        { EditedChannelPost: { } message } => message.EditDate,
        { BusinessMessage: { } message } => message.Date,
        { EditedBusinessMessage: { } message } => message.EditDate,
        { GuestMessage: { } message } => message.Date,
        { MyChatMember: { } member } => member.Date,
        { ChatMember: { } member } => member.Date,
        { ChatJoinRequest: { } request } => request.Date,
        { MessageReaction: { } reaction } => reaction.Date,
        _ => null,
    };

    private static (Chat?, User?) Of(Message message) => (message.Chat, message.From);
}
