namespace TelegramBotStack.Simulator.BotApi;

/// <summary>The server's own words (tdlib/telegram-bot-api and TDLib); clients match on them.</summary>
internal static class ApiErrors
{
    public const string TerminatedByOtherGetUpdates =
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

    public const string TerminatedBySetWebhook = "Conflict: terminated by setWebhook request";

    public const string WebhookIsActive =
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

    public const string NotModified =
        "message is not modified: specified new message content and reply markup are exactly the same as a current "
        + "content and reply markup of the message";

    public const string QueryTooOld = "query is too old and response timeout expired or query ID is invalid";

    // Seen in reports of users (meshcore-bot issue 190); the server passes Telegram's own name of the error on.
    public const string BotToBotDisabled = "USER_BOT_TO_BOT_DISABLED";

    public static ApiException NotFound => new(404, "Not Found");

    public static ApiException MethodNotFound => new(404, "Not Found: method not found");

    public static ApiException Unauthorized => new(401, "Unauthorized");

    public static ApiException InvalidToken => new(401, "Unauthorized: invalid token specified");

    public static ApiException Restart => new(500, "Internal Server Error: restart");

    public static ApiException LoggedOut => new(400, "Logged out");
}
