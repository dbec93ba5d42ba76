using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>
/// The calls of a bot account (Bot API: getMe, getUpdates, sendMessage). What fails for the moment is tried again until
/// the caller gives up. The address holds the token, so no exception of the HTTP client is shown, only its kind.
/// </summary>
/// <param name="server">Where the Bot API is.</param>
/// <param name="token">The account's token.</param>
/// <param name="secret">Name of the secret with the token, for messages.</param>
/// <param name="time">The clock for pauses and limits.</param>
internal sealed class TestAccount(string server, string token, string secret, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private static readonly string[] Kinds = ["message", "edited_message"];

    // A redirect would carry the address with its token to another server. Each call has a limit of its own.
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private long offset;

    /// <summary>What went wrong for the moment last; null when the last call was answered.</summary>
    public string? Trouble { get; private set; }

    public void Dispose() => client.Dispose();

    /// <exception cref="DeploymentException">The token is refused.</exception>
    public async Task<BotIdentity> WhoAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync("getMe", [], CallLimit, cancellationToken);
        return answer.Result is { } me
            ? new BotIdentity(me.GetProperty("id").GetInt64(), me.GetProperty("username").GetString()!)
            : throw TestMessageErrors.Refused(secret, answer.Said);
    }

    /// <summary>Forgets the messages that wait, so that no old one is taken for an answer.</summary>
    /// <exception cref="DeploymentException">Another program gets the account's messages.</exception>
    public async Task SkipOldAsync(BotIdentity me, CancellationToken cancellationToken)
    {
        offset = -1;
        var waiting = await UpdatesAsync(me, TimeSpan.Zero, cancellationToken);
        offset = waiting.Count == 0 ? 0 : offset;
    }

    /// <exception cref="DeploymentException">Telegram does not let the account write to the bot.</exception>
    public async Task SendAsync(BotIdentity me, BotIdentity bot, string text, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("sendMessage", new JsonObject { ["chat_id"] = $"@{bot.UserName}", ["text"] = text }, CallLimit, cancellationToken);
        if (answer.Result is null)
        {
            throw TestMessageErrors.NotDelivered(bot.UserName, me.UserName, answer.Said);
        }
    }

    /// <summary>The next updates; none when none comes in the time.</summary>
    /// <exception cref="DeploymentException">Another program gets the account's messages.</exception>
    public async Task<IReadOnlyList<JsonElement>> UpdatesAsync(BotIdentity me, TimeSpan wait, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject
        {
            ["offset"] = offset,
            ["timeout"] = (int)wait.TotalSeconds,
            ["allowed_updates"] = new JsonArray([.. Kinds.Select(kind => JsonValue.Create(kind))]),
        };
        var answer = await CallAsync("getUpdates", arguments, wait + CallLimit, cancellationToken);
        if (answer.Result is not { } result)
        {
            throw answer.Status == 409 ? TestMessageErrors.InUse(me.UserName, answer.Said) : TestMessageErrors.Refused(secret, answer.Said);
        }

        JsonElement[] updates = [.. result.EnumerateArray()];
        if (updates is [.., var last])
        {
            offset = last.GetProperty("update_id").GetInt64() + 1;
        }

        return updates;
    }

    private async Task<Answer> CallAsync(string method, JsonObject arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (answer, pause) = await TryAsync(method, arguments, limit, cancellationToken);
            if (answer is not null)
            {
                Trouble = null;
                return answer;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private async Task<(Answer? Answer, TimeSpan Pause)> TryAsync(
        string method, JsonObject arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            using var response = await client.PostAsJsonAsync(new Uri($"{server}/bot{token}/{method}"), arguments, patience.Token);
            var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(patience.Token));
            if (body.GetProperty("ok").GetBoolean())
            {
                return (new Answer(200, body.GetProperty("result"), ""), Pause);
            }

            var status = body.GetProperty("error_code").GetInt32();
            var said = body.GetProperty("description").GetString() ?? $"status {status}";
            if (status != 429 && status < 500)
            {
                return (new Answer(status, null, said), Pause);
            }

            Trouble = said;
            return (null, RetryAfter(body) ?? Pause);
        }
        catch (HttpRequestException error)
        {
            Trouble = $"not reachable ({error.HttpRequestError})";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            Trouble = "what answers is not the Bot API";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Trouble = $"no answer within {limit.TotalSeconds:0} s";
        }

        return (null, Pause);
    }

    private static TimeSpan? RetryAfter(JsonElement body) =>
        body.TryGetProperty("parameters", out var parameters) && parameters.TryGetProperty("retry_after", out var seconds)
            ? TimeSpan.FromSeconds(seconds.GetInt32())
            : null;

    private sealed record Answer(int Status, JsonElement? Result, string Said);
}

/// <summary>Who a bot is at Telegram.</summary>
/// <param name="Id">Its user id.</param>
/// <param name="UserName">Its name, without <c>@</c>.</param>
internal sealed record BotIdentity(long Id, string UserName);
