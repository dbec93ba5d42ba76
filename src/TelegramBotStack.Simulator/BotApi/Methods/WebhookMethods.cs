using TelegramBotStack.Simulator.BotApi.Json;
using TelegramBotStack.Simulator.Webhooks;

namespace TelegramBotStack.Simulator.BotApi.Methods;

internal static class WebhookMethods
{
    private static readonly TimeSpan OneCallPer = TimeSpan.FromSeconds(1);
    private static readonly int[] Ports = [443, 80, 88, 8443];

    public static ApiAnswer SetWebhook(ApiRequest request)
    {
        var url = request.Arguments["url"];
        if (url.Length == 0)
        {
            return DeleteWebhook(request);
        }

        var bot = request.Bot;
        var now = bot.Time.GetUtcNow();
        if (now < bot.LastSetWebhookAt + OneCallPer)
        {
            throw ApiException.TooManyRequests(1);
        }

        bot.LastSetWebhookAt = now;
        var setting = new WebhookSetting(
            url,
            Math.Clamp(request.Arguments.Integer("max_connections", 40), 1, bot.Options.IsLocalServer ? 100_000 : 100),
            request.Arguments["secret_token"],
            request.Arguments["ip_address"],
            request.Arguments.FileText("certificate"));
        var dropsPending = request.Arguments.Flag("drop_pending_updates");
        if (bot.Webhook == setting && !dropsPending)
        {
            bot.Allow(request.Arguments["allowed_updates"]);
            return ApiAnswer.True("Webhook is already set");
        }

        bot.Polling.Abort(ApiErrors.TerminatedBySetWebhook);
        bot.Deliver(null);
        DropPending(request);
        Check(setting, bot.Options.IsLocalServer);
        bot.Allow(request.Arguments["allowed_updates"]);
        bot.Deliver(setting);
        return ApiAnswer.True("Webhook was set");
    }

    public static ApiAnswer DeleteWebhook(ApiRequest request)
    {
        var wasSet = request.Bot.Webhook is not null;
        request.Bot.Deliver(null);
        DropPending(request);
        return ApiAnswer.True(wasSet ? "Webhook was deleted" : "Webhook is already deleted");
    }

    public static ApiAnswer GetWebhookInfo(ApiRequest request)
    {
        var bot = request.Bot;
        var info = new ApiWebhookInfo(bot.Webhook?.Url ?? "", bot.Webhook is { Certificate.Length: > 0 }, bot.Queue.Pending)
        {
            LastErrorDate = bot.Delivery?.LastError?.At.ToUnixTimeSeconds(),
            LastErrorMessage = bot.Delivery?.LastError?.Message,
            MaxConnections = bot.Webhook?.MaxConnections,
            IpAddress = bot.Webhook is { IpAddress: var address } ? address.Length == 0 ? "<unknown>" : address : null,
            AllowedUpdates = bot.AllowedUpdatesAsGiven,
        };
        return ApiAnswer.Ok(info, ApiJson.Default.ApiWebhookInfo);
    }

    private static void DropPending(ApiRequest request)
    {
        if (request.Arguments.Flag("drop_pending_updates"))
        {
            request.Bot.Queue.Clear();
        }
    }

    private static void Check(WebhookSetting setting, bool isLocalServer)
    {
        var url = WebhookClient.AddressOf(setting.Url) ?? throw ApiException.BadRequest("invalid webhook URL specified");

        if (setting.SecretToken.Length > 256)
        {
            throw ApiException.BadRequest("secret token is too long");
        }

        if (!setting.SecretToken.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
        {
            throw ApiException.BadRequest("secret token contains unallowed characters");
        }

        if (isLocalServer && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
        {
            return;
        }

        if (url.Scheme != Uri.UriSchemeHttps)
        {
            throw ApiException.BadRequest("bad webhook: An HTTPS URL must be provided for webhook");
        }

        if (!Ports.Contains(url.Port))
        {
            throw ApiException.BadRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
        }
    }
}
