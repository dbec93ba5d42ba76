using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Web.Webhooks;

/// <summary>Takes an update; returns false when it cannot be kept now, and never when it is not to be answered.</summary>
internal delegate Task<bool> TakeUpdate(JsonElement update, CancellationToken gone);

/// <summary>
/// Answers Telegram's requests (Bot API: setWebhook). Only a 2xx makes Telegram forget the update, so there is none
/// before the update is done or on disk.
/// </summary>
internal sealed partial class WebhookEndpoint(string path, string secret, TakeUpdate take, ILogger logger)
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    // Both sides as hashes: a comparison in constant time needs the same length.
    private readonly byte[] _secret = Hash(secret);

    public async Task HandleAsync(HttpContext http)
    {
        var request = http.Request;
        http.Response.StatusCode = request.Path != path ? StatusCodes.Status404NotFound
            : !HttpMethods.IsPost(request.Method) ? StatusCodes.Status405MethodNotAllowed
            : !IsTelegram(request) ? Refused(http)
            : await TakeAsync(http).ConfigureAwait(false);
    }

    private async Task<int> TakeAsync(HttpContext http)
    {
        JsonElement update;
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted).ConfigureAwait(false);
            update = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode;
        }

        if (update.ValueKind != JsonValueKind.Object
            || !update.TryGetProperty("update_id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out _))
        {
            return StatusCodes.Status400BadRequest;
        }

        if (await take(update, http.RequestAborted).ConfigureAwait(false))
        {
            return StatusCodes.Status200OK;
        }

        http.Response.Headers.RetryAfter = "1";
        return StatusCodes.Status503ServiceUnavailable;
    }

    private bool IsTelegram(HttpRequest request)
        => CryptographicOperations.FixedTimeEquals(Hash(request.Headers[SecretHeader].ToString()), _secret);

    private int Refused(HttpContext http)
    {
        LogRefused(logger, http.Connection.RemoteIpAddress);
        return StatusCodes.Status401Unauthorized;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request from {Address} without the webhook's secret was refused.")]
    private static partial void LogRefused(ILogger logger, System.Net.IPAddress? address);
}
