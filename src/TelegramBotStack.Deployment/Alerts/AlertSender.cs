using System.Net.Http.Json;
using System.Text.Json;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Alerts;

/// <summary>
/// Sends an alert to every place that deploy.yaml names: as a message of the bot (Bot API: sendMessage), and as a POST
/// of JSON. Both addresses hold secrets, so no exception of the HTTP client is shown, only its kind.
/// </summary>
internal static class AlertSender
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <exception cref="DeploymentException">The webhook's secret is no address.</exception>
    public static async Task<IReadOnlyList<AlertDelivery>> SendAsync(
        Alert alert, DeploySettings settings, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        // A redirect would carry the address with its secret to another server.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = Limit };
        var sending = new List<Task<AlertDelivery>>();
        if (settings.Alerts.Webhook is { } secret)
        {
            var address = Uri.TryCreate(secrets[secret].Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
                ? uri
                : throw AlertErrors.BadWebhook(secret);
            sending.Add(PostAsync(client, $"webhook {secret}", address, alert, _ => null, cancellationToken));
        }

        if (settings.Alerts.Chat is { } chat)
        {
            var server = settings.Variables.GetValueOrDefault("BOT_API_URL", "https://api.telegram.org").TrimEnd('/');
            var message = new Dictionary<string, object> { ["chat_id"] = chat, ["text"] = alert.Text };
            sending.Add(PostAsync(
                client, $"chat {chat}", new Uri($"{server}/bot{secrets["BOT_TOKEN"]}/sendMessage"), message, Description, cancellationToken));
        }

        return await Task.WhenAll(sending);
    }

    private static async Task<AlertDelivery> PostAsync<T>(
        HttpClient client, string place, Uri address, T content, Func<string, string?> explain, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.PostAsJsonAsync(address, content, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return new AlertDelivery(place, null);
            }

            var reason = explain(await response.Content.ReadAsStringAsync(cancellationToken));
            return new AlertDelivery(place, $"status {(int)response.StatusCode}" + (reason is null ? "" : $", {reason}"));
        }
        catch (HttpRequestException error)
        {
            return new AlertDelivery(place, $"not reachable ({error.HttpRequestError})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AlertDelivery(place, $"no answer within {Limit.TotalSeconds:0} s");
        }
    }

    private static string? Description(string answer)
    {
        try
        {
            return JsonSerializer.Deserialize<Refusal>(answer, JsonSerializerOptions.Web)?.Description;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Refusal(string? Description);
}
