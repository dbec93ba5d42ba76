using TelegramBotStack.Simulator.BotApi.Json;

namespace TelegramBotStack.Simulator.BotApi.Methods;

internal static class AccountMethods
{
    private static readonly TimeSpan LogOutLasts = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CloseIsRefusedFor = TimeSpan.FromMinutes(10);

    public static ApiAnswer GetMe(ApiRequest request)
        => ApiAnswer.Ok(
            request.Bot.ApiUser with
            {
                CanJoinGroups = true,
                CanReadAllGroupMessages = request.Bot.CanReadAllGroupMessages,
                SupportsInlineQueries = false,
                CanConnectToBusiness = false,
                HasMainWebApp = false,
            },
            ApiJson.Default.ApiUser);

    /// <summary>The bot cannot come back to this server for 10 minutes.</summary>
    public static ApiAnswer LogOut(ApiRequest request)
    {
        var bot = request.Bot;
        bot.LoggedOutUntil = bot.Time.GetUtcNow() + LogOutLasts;
        bot.Queue.Clear();
        bot.Polling.End(ApiErrors.LoggedOut);
        return ApiAnswer.True();
    }

    /// <summary>Refused in the first 10 minutes; otherwise ends the bot's open poll, and the next call starts it again.</summary>
    public static ApiAnswer Close(ApiRequest request)
    {
        var bot = request.Bot;
        var now = bot.Time.GetUtcNow();
        var refusedUntil = bot.StartedAt + CloseIsRefusedFor;
        if (now < refusedUntil)
        {
            throw ApiException.TooManyRequests((int)(refusedUntil - now).TotalSeconds + 1);
        }

        bot.StartedAt = now;
        bot.Polling.End(ApiErrors.Restart);
        return ApiAnswer.True();
    }
}
