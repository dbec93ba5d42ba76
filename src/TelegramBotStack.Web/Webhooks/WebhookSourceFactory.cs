using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Configuration;
using TelegramBotStack.Instances;

namespace TelegramBotStack.Web.Webhooks;

internal sealed partial class WebhookSourceFactory(
    IConfiguration configuration, WebhookOptions options, ILoggerFactory loggers, TimeProvider time) : IUpdateSourceFactory
{
    private readonly ILogger _logger = loggers.CreateLogger<WebhookSourceFactory>();

    public IUpdateSource? Create(UpdateSourceContext context)
        => SettingsFor(context.Settings) is { } settings ? WebhookSource.Create(settings, context) : null;

    public async Task PrepareAsync(BotSettings bot, CancellationToken cancellationToken)
    {
        if (SettingsFor(bot) is not { } settings)
        {
            LogPolling(_logger);
            return;
        }

        LogWebhook(_logger, settings.PublicUrl.Host, settings.ListenAddress, settings.Port);
        if (settings.Certificate is not null and not WebhookSettings.SelfSigned)
        {
            // Found out now, and not when the predecessor has let go.
            WebhookCertificate.Load(settings, bot.Data.WebhookCertificate, time)?.Dispose();
        }

        await WebhookRehearsal.RunAsync(settings, time, cancellationToken).ConfigureAwait(false);
    }

    private WebhookSettings? SettingsFor(BotSettings bot) => WebhookSettings.From(configuration, options, bot.IsTelegram);

    [LoggerMessage(Level = LogLevel.Information, Message = "The bot polls: BOTSTACK_WEBHOOK_URL is not set.")]
    private static partial void LogPolling(ILogger logger);

    // The path is not logged: who knows it can at least make the bot refuse requests.
    [LoggerMessage(Level = LogLevel.Information, Message = "The bot gets its updates by webhook at {Host}, and listens on {Address} port {Port} while it is the active instance.")]
    private static partial void LogWebhook(ILogger logger, string host, System.Net.IPAddress address, int port);
}
