using TelegramBotStack.Simulator.BotApi.Json;

namespace TelegramBotStack.Simulator.BotApi.Methods;

internal static class MessageMethods
{
    private static readonly HashSet<string> Actions = new(StringComparer.OrdinalIgnoreCase)
    {
        "cancel", "typing", "record_video", "upload_video", "record_audio", "record_voice", "upload_audio",
        "upload_voice", "upload_photo", "upload_document", "choose_sticker", "pick_up_location", "find_location",
        "record_video_note", "upload_video_note",
    };

    public static ApiAnswer SendMessage(ApiRequest request)
    {
        var (text, entities) = MessageText.Read(request.Arguments);
        return Send(request, Read(request, text, entities));
    }

    /// <summary>The message of the bot that a call describes; where it goes is read by <see cref="Send"/>.</summary>
    public static ChatMessage Read(ApiRequest request, string text, IReadOnlyList<TextEntity> entities)
    {
        var markup = ReplyMarkup.Read(request.Arguments["reply_markup"]);
        return new ChatMessage
        {
            MessageId = 0,
            ChatId = 0,
            FromId = request.Bot.Id,
            IsFromBot = true,
            Text = text,
            SentAt = request.Bot.Time.GetUtcNow(),
            Entities = entities,
            Buttons = markup.Buttons,
            ReplyMarkup = markup.Json,
        };
    }

    /// <summary>Sends what was read to the chat that the call names.</summary>
    public static ApiAnswer Send(ApiRequest request, ChatMessage read)
    {
        var chat = WritableChat(request);
        var replyTo = ReplyParameters.Read(request.Arguments, chat);
        CountAgainstLimits(request, chat);
        var message = request.Bot.Conversations.BotSays(chat, read with { ChatId = chat.Id, ReplyToMessageId = replyTo });
        return Answer(request, chat, message);
    }

    public static ApiAnswer EditMessageText(ApiRequest request)
    {
        var (text, entities) = MessageText.Read(request.Arguments);
        var markup = ReplyMarkup.Read(request.Arguments["reply_markup"]);
        var (chat, message) = OwnMessage(request);
        return Edited(request, chat, message, message with
        {
            Text = text,
            Entities = entities,
            Buttons = markup.Buttons,
            ReplyMarkup = markup.Json,
        });
    }

    public static ApiAnswer EditMessageReplyMarkup(ApiRequest request)
    {
        var markup = ReplyMarkup.Read(request.Arguments["reply_markup"]);
        var (chat, message) = OwnMessage(request);
        return Edited(request, chat, message, message with { Buttons = markup.Buttons, ReplyMarkup = markup.Json });
    }

    public static ApiAnswer DeleteMessage(ApiRequest request)
    {
        if (request.Arguments["chat_id"].Length == 0)
        {
            throw ApiException.BadRequest("chat identifier is not specified");
        }

        var messageId = request.Arguments.Integer("message_id");
        if (messageId <= 0)
        {
            throw ApiException.BadRequest("message identifier is not specified");
        }

        var chat = KnownChat(request);
        var message = chat.Find(messageId) ?? throw ApiException.BadRequest("message to delete not found");
        var isTooOld = request.Bot.Time.GetUtcNow() - message.SentAt > TimeSpan.FromHours(48);
        if (isTooOld || (chat is SimulatedGroup && !message.IsFromBot))
        {
            // Of others' messages a bot may delete those in a private chat; in a group it would have to be administrator.
            throw ApiException.BadRequest("message can't be deleted");
        }

        chat.Remove(messageId);
        return ApiAnswer.True();
    }

    public static ApiAnswer SendChatAction(ApiRequest request)
    {
        if (!Actions.Contains(request.Arguments["action"]))
        {
            throw ApiException.BadRequest("wrong parameter action in request");
        }

        request.Bot.Feed.Acts(WritableChat(request), request.Arguments["action"]);
        return ApiAnswer.True();
    }

    private static ApiAnswer Edited(ApiRequest request, SimulatedChat chat, ChatMessage before, ChatMessage after)
    {
        if (before.Text == after.Text
            && before.Entities.SequenceEqual(after.Entities)
            && ReplyMarkup.AreSame(before.ReplyMarkup, after.ReplyMarkup))
        {
            throw ApiException.BadRequest(ApiErrors.NotModified);
        }

        CountAgainstLimits(request, chat);
        after = after with { EditedAt = request.Bot.Time.GetUtcNow() };
        chat.Replace(after);
        return Answer(request, chat, after);
    }

    private static void CountAgainstLimits(ApiRequest request, SimulatedChat chat)
    {
        if (request.Bot.Flood.Count(chat.Id, request.Bot.Time.GetUtcNow()) is { } seconds)
        {
            throw ApiException.TooManyRequests(seconds);
        }
    }

    private static (SimulatedChat Chat, ChatMessage Message) OwnMessage(ApiRequest request)
    {
        var chat = KnownChat(request);
        var messageId = request.Arguments.Integer("message_id");
        if (messageId <= 0)
        {
            throw ApiException.BadRequest("message identifier is not specified");
        }

        var message = chat.Find(messageId) ?? throw ApiException.BadRequest("message to edit not found");
        return message.IsFromBot ? (chat, message) : throw ApiException.BadRequest("message can't be edited");
    }

    private static SimulatedChat WritableChat(ApiRequest request)
    {
        var chat = KnownChat(request);
        if (chat is not SimulatedUser user)
        {
            return chat;
        }

        if (user.OtherBot is { } other)
        {
            return request.Bot.CanCommunicateWithBots && other.CanCommunicateWithBots
                ? user
                : throw ApiException.BadRequest(ApiErrors.BotToBotDisabled);
        }

        if (user.HasBlockedBot)
        {
            throw new ApiException(403, "Forbidden: bot was blocked by the user");
        }

        if (user.HasUserWritten)
        {
            return user;
        }

        throw request.Bot.Conversations.IsInAGroupWithTheBot(user)
            ? new ApiException(403, "Forbidden: bot can't initiate conversation with a user")
            : ApiException.BadRequest("chat not found");
    }

    private static SimulatedChat KnownChat(ApiRequest request)
    {
        var id = request.Arguments["chat_id"];
        var chat = id switch
        {
            "" => throw ApiException.BadRequest("chat_id is empty"),
            ['@', .. var username] => request.Bot.Conversations.FindBot(username),
            _ => request.Bot.Conversations.Find(request.Arguments.Long("chat_id")),
        };
        return chat ?? throw ApiException.BadRequest("chat not found");
    }

    private static ApiAnswer Answer(ApiRequest request, SimulatedChat chat, ChatMessage message)
        => ApiAnswer.Ok(request.Bot.Conversations.ToApi(message, chat), ApiJson.Default.ApiMessage);
}
