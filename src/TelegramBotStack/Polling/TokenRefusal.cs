namespace TelegramBotStack.Polling;

internal static class TokenRefusal
{
    public const string Code = "token-revoked";

    public static BotConfigurationException Exception() => new(
        Code,
        "Telegram refuses the bot's token (401 Unauthorized): it was revoked, or belongs to another server. Get the "
        + "current one from @BotFather and set BOT_TOKEN.");
}
