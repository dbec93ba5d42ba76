using Microsoft.Extensions.Logging;
using Telegram.Bot;

namespace TelegramBotStack.Webhooks;

/// <summary>
/// Removes the webhook this bot has set when it was configured for one, so that it can poll again. What waits at
/// Telegram stays there. One that somebody else has set is left alone.
/// </summary>
internal sealed partial class OwnWebhook(string path, ITelegramBotClient client, ILogger<OwnWebhook> logger)
{
    private bool _isRemembered = File.Exists(path);

    /// <exception cref="Telegram.Bot.Exceptions.RequestException">Telegram refuses it or cannot be reached.</exception>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (!_isRemembered)
        {
            return;
        }

        if (WebhookMemory.Read(path) is { } remembered)
        {
            var info = await client.GetWebhookInfo(cancellationToken).ConfigureAwait(false);
            if (info.Url == remembered.Url)
            {
                await client.DeleteWebhook(dropPendingUpdates: false, cancellationToken).ConfigureAwait(false);
                LogRemoved(logger);
            }
        }

        File.Delete(path);
        _isRemembered = false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The bot polls; its webhook was removed.")]
    private static partial void LogRemoved(ILogger logger);
}
