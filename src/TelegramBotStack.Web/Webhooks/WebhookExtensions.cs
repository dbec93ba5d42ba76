using TelegramBotStack.Web.Webhooks;

namespace TelegramBotStack.Web;

/// <summary>Webhooks in place of polling.</summary>
public static class WebhookExtensions
{
    /// <summary>
    /// Lets Telegram send updates to this bot, as soon as its public address is known: <c>BOTSTACK_WEBHOOK_URL</c>, or
    /// <see cref="WebhookOptions.PublicUrl"/>. Without one the bot polls, so that one program does both. What
    /// changes from one to the other by configuration alone loses no update.
    /// </summary>
    /// <param name="builder">The bot.</param>
    /// <param name="configure">Sets what the settings <c>BOTSTACK_WEBHOOK_…</c> leave open. Default: nothing.</param>
    /// <remarks>Bot API: setWebhook.</remarks>
    public static BotApplicationBuilder UseWebhook(this BotApplicationBuilder builder, Action<WebhookOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new WebhookOptions();
        configure?.Invoke(options);
        return builder.AddModule(new WebhookModule(options));
    }
}
