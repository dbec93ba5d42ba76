using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>
/// Asks Telegram who the bot is and whether somebody set a webhook (Bot API: getMe, getWebhookInfo). From a machine
/// that cannot reach Telegram the check is left out, and says so.
/// </summary>
internal static class TelegramCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Asks about the new release while it is watched.</summary>
    /// <returns>What was found, in a few words.</returns>
    /// <exception cref="DeploymentException">The token is refused, or a webhook is set.</exception>
    public static async Task<string> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var release = run.Release!;
        return await AskAsync(run, release.Container.Variables, cancellationToken) switch
        {
            null => "Telegram not asked",
            { IsReached: false } => "Telegram not reachable from here",
            { Refused: { } status } => throw DeployErrors.TokenRefused(release.Id, $"it answers {status}."),
            { Webhook: { } webhook } => throw DeployErrors.VerificationFailed(release.Id, $"a webhook is set to {webhook}, so polling gets nothing."),
            { UserName: var name } => $"Telegram knows @{name}",
        };
    }

    /// <summary>Asks before anything is changed whether polling can work at all.</summary>
    /// <exception cref="DeploymentException">A webhook is set.</exception>
    public static async Task FindWebhookAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (await AskAsync(run, run.Session.Settings.Variables, cancellationToken) is { Webhook: { } webhook })
        {
            throw DeployErrors.WebhookSet(webhook);
        }
    }

    private static async Task<Answer?> AskAsync(
        DeploymentRun run, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        if (!run.Secrets.TryGetValue("BOT_TOKEN", out var token))
        {
            return null;
        }

        var server = variables.GetValueOrDefault("BOT_API_URL", "https://api.telegram.org").TrimEnd('/');
        using var client = new HttpClient { Timeout = Limit };
        try
        {
            var me = AskAsync(client, $"{server}/bot{token}/getMe", cancellationToken);
            var webhook = await AskAsync(client, $"{server}/bot{token}/getWebhookInfo", cancellationToken);
            if (await me is not { Result: { } user } || webhook.Result is not { } info)
            {
                return new Answer { Refused = (int)webhook.Status };
            }

            var url = info.GetProperty("url").GetString();
            return new Answer
            {
                UserName = user.GetProperty("username").GetString(),
                Webhook = string.IsNullOrEmpty(url) ? null : new Uri(url).Host,
            };
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new Answer { IsReached = false };
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement? Result)> AskAsync(
        HttpClient client, string address, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri(address), cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound)
        {
            return (response.StatusCode, null);
        }

        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return (response.StatusCode, answer.GetProperty("result"));
    }

    private sealed record Answer
    {
        public bool IsReached { get; init; } = true;

        public int? Refused { get; init; }

        public string? UserName { get; init; }

        public string? Webhook { get; init; }
    }
}
