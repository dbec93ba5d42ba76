using System.Net;
using System.Text.Json;
using TelegramBotStack.Webhooks;

namespace TelegramBotStack.Watching;

/// <summary>
/// Asks Telegram what waits for the bot, and by the way what time it is (Bot API: getWebhookInfo, which changes
/// nothing). The file at <paramref name="ownWebhook"/> tells the bot's own webhook from somebody else's. Never getUpdates: that would be a second consumer.
/// </summary>
internal sealed class TelegramSight(HttpClient client, Uri apiUrl, string token, TimeProvider time, string? ownWebhook = null)
{
    /// <returns>What it said; null when it cannot be reached or says nothing of use.</returns>
    public async Task<TelegramView?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(apiUrl, $"/bot{token}/getWebhookInfo"), cancellationToken).ConfigureAwait(false);
            var ahead = response.Headers.Date is { } date ? date - time.GetUtcNow() : (TimeSpan?)null;
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound)
            {
                return new TelegramView(IsRefused: true, 0, null, ahead);
            }

            if (!response.IsSuccessStatusCode)
            {
                return null;
            }

            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            var info = JsonSerializer.Deserialize(content, WatchJson.Default.WebhookInfoAnswer)?.Result;
            return info is null ? null : new TelegramView(IsRefused: false, info.PendingUpdateCount, IsOwn(info.Url) ? null : HostOf(info.Url), ahead);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The bot itself notices that Telegram is out of reach; its status tells.
            return null;
        }
    }

    private bool IsOwn(string? url) => ownWebhook is not null && WebhookMemory.Read(ownWebhook)?.Url == url;

    // The rest of the address may hold a secret.
    private static string? HostOf(string? url) =>
        string.IsNullOrEmpty(url) ? null : Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : "an address that is none";
}
