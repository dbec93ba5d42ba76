using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace TelegramBotStack.Watching;

/// <summary>
/// A place that is told: the owner's chat (Bot API: sendMessage), or an address that gets a POST of JSON. Both addresses
/// hold secrets, so nothing of them or of an exception of the HTTP client is ever told, only its kind.
/// </summary>
internal sealed class AlertPlace
{
    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly Func<Alert, byte[]> _compose;

    private AlertPlace(string name, HttpClient client, Uri address, Func<Alert, byte[]> compose)
    {
        Name = name;
        _client = client;
        _address = address;
        _compose = compose;
    }

    /// <summary>What it is called in the log and in the state, such as <c>chat</c>.</summary>
    public string Name { get; }

    public static AlertPlace Chat(HttpClient client, Uri apiUrl, string token, long chat) => new(
        "chat",
        client,
        new Uri(apiUrl, $"/bot{token}/sendMessage"),
        alert => JsonSerializer.SerializeToUtf8Bytes(new ChatMessage(chat, alert.Text), WatchJson.Default.ChatMessage));

    public static AlertPlace Webhook(HttpClient client, Uri address) => new(
        "webhook", client, address, alert => JsonSerializer.SerializeToUtf8Bytes(alert, WatchJson.Default.Alert));

    /// <returns>Null when it arrived, else why it did not.</returns>
    public async Task<DeliveryProblem?> SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new ByteArrayContent(_compose(alert));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await _client.PostAsync(_address, content, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? null
                : new DeliveryProblem(
                    string.Create(CultureInfo.InvariantCulture, $"status {(int)response.StatusCode}"),
                    await RetryAfterAsync(response, cancellationToken).ConfigureAwait(false));
        }
        catch (HttpRequestException exception)
        {
            return new DeliveryProblem($"not reachable ({exception.HttpRequestError})", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryProblem("no answer in time", null);
        }
    }

    private static async Task<TimeSpan?> RetryAfterAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Headers.RetryAfter?.Delta is { } delta)
        {
            return delta;
        }

        try
        {
            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(content, WatchJson.Default.RefusedAnswer)?.Parameters?.RetryAfter is { } seconds and > 0
                ? TimeSpan.FromSeconds(seconds)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What the owner is told. A webhook gets it as JSON with these names in camel case.</summary>
internal sealed record Alert(string Text, string Bot, string Host, string State, DateTimeOffset Time);

/// <summary>Why an alert did not arrive, and how long the other side wants to be left alone.</summary>
internal sealed record DeliveryProblem(string Reason, TimeSpan? RetryAfter);
