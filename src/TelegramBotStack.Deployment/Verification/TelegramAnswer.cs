using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>What Telegram says of a token (Bot API: getMe, getWebhookInfo).</summary>
internal sealed record TelegramAnswer
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Whether Telegram could be reached from this machine; without, nothing else is known.</summary>
    public bool IsReached { get; private init; } = true;

    /// <summary>The HTTP status with which Telegram refuses the token; null when it knows it.</summary>
    public int? Refused { get; private init; }

    /// <summary>The bot's name.</summary>
    public string? UserName { get; private init; }

    /// <summary>The server the webhook points to; null when none is set.</summary>
    public string? Webhook { get; private init; }

    /// <summary>How many updates wait to be fetched.</summary>
    public long Pending { get; private init; }

    /// <summary>How far this machine's clock is ahead of Telegram's, to a second or two; null when it is not told.</summary>
    public TimeSpan? ClockAhead { get; private init; }

    /// <summary>Asks.</summary>
    /// <param name="token">The bot's token.</param>
    /// <param name="variables">The bot's environment, of which <c>BOT_API_URL</c> names the server.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TelegramAnswer> AskAsync(
        string token, IReadOnlyDictionary<string, string> variables, TimeProvider time, CancellationToken cancellationToken)
    {
        var server = variables.GetValueOrDefault("BOT_API_URL", "https://api.telegram.org").TrimEnd('/');
        using var client = new HttpClient { Timeout = Limit };
        try
        {
            var identity = AskAsync(client, $"{server}/bot{token}/getMe", time, cancellationToken);
            var webhook = await AskAsync(client, $"{server}/bot{token}/getWebhookInfo", time, cancellationToken);
            if (await identity is not { Result: { } user } || webhook.Result is not { } info)
            {
                return new TelegramAnswer { Refused = (int)webhook.Status, ClockAhead = webhook.Ahead };
            }

            var url = info.GetProperty("url").GetString();
            return new TelegramAnswer
            {
                UserName = user.GetProperty("username").GetString(),
                Webhook = string.IsNullOrEmpty(url) ? null : new Uri(url).Host,
                Pending = info.TryGetProperty("pending_update_count", out var pending) ? pending.GetInt64() : 0,
                ClockAhead = webhook.Ahead,
            };
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new TelegramAnswer { IsReached = false };
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement? Result, TimeSpan? Ahead)> AskAsync(
        HttpClient client, string address, TimeProvider time, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        using var response = await client.GetAsync(new Uri(address), cancellationToken);
        var ahead = Ahead(response.Headers.Date, asked, time.GetUtcNow());
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound)
        {
            return (response.StatusCode, null, ahead);
        }

        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return (response.StatusCode, answer.GetProperty("result"), ahead);
    }

    // The header has whole seconds, and the answer may have been made at any moment in between.
    private static TimeSpan? Ahead(DateTimeOffset? date, DateTimeOffset asked, DateTimeOffset answered) => date switch
    {
        null => null,
        { } told when told.AddSeconds(1) >= asked.AddSeconds(-1) && told <= answered.AddSeconds(1) => TimeSpan.Zero,
        { } told => asked + ((answered - asked) / 2) - told,
    };
}
