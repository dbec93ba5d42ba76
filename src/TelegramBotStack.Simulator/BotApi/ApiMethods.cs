using TelegramBotStack.Simulator.BotApi.Methods;

namespace TelegramBotStack.Simulator.BotApi;

/// <summary>The methods the simulator has, by name in any spelling.</summary>
internal static class ApiMethods
{
    private static readonly Dictionary<string, ApiMethod> Table = new ApiMethod[]
    {
        new("getMe", Sync(AccountMethods.GetMe)),
        new("logOut", Sync(AccountMethods.LogOut)),
        new("close", Sync(AccountMethods.Close)),
        new("getUpdates", UpdateMethods.GetUpdates),
        new("setWebhook", Sync(WebhookMethods.SetWebhook)),
        new("deleteWebhook", Sync(WebhookMethods.DeleteWebhook)),
        new("getWebhookInfo", Sync(WebhookMethods.GetWebhookInfo)),
        new("sendMessage", Sync(MessageMethods.SendMessage)),
        new("sendDocument", Sync(FileMethods.SendDocument)),
        new("sendPhoto", Sync(FileMethods.SendPhoto)),
        new("getFile", Sync(FileMethods.GetFile)),
        new("editMessageText", Sync(MessageMethods.EditMessageText)),
        new("editMessageReplyMarkup", Sync(MessageMethods.EditMessageReplyMarkup)),
        new("deleteMessage", Sync(MessageMethods.DeleteMessage)),
        new("sendChatAction", Sync(MessageMethods.SendChatAction)),
        new("answerCallbackQuery", Sync(CallbackMethods.AnswerCallbackQuery)),
        new("setMyCommands", Sync(CommandMethods.SetMyCommands)),
        new("getMyCommands", Sync(CommandMethods.GetMyCommands)),
        new("deleteMyCommands", Sync(CommandMethods.DeleteMyCommands)),
    }.ToDictionary(method => method.Name, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> Names => [.. Table.Values.Select(method => method.Name)];

    public static ApiMethod? Find(string name) => Table.GetValueOrDefault(name);

    /// <summary>Runs a method that answers at once, with the bot's gate held.</summary>
    private static Func<ApiRequest, ValueTask<ApiAnswer>> Sync(Func<ApiRequest, ApiAnswer> run)
        => request =>
        {
            ApiAnswer answer;
            lock (request.Bot.Gate)
            {
                answer = run(request);
            }

            request.Bot.Conversations.DeliverToOtherBots();
            return ValueTask.FromResult(answer);
        };
}

/// <summary>A method under its name in the Bot API documentation.</summary>
internal sealed record ApiMethod(string Name, Func<ApiRequest, ValueTask<ApiAnswer>> Run);
