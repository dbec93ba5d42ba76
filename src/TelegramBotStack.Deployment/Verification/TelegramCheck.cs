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

    public static async Task<string> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (!run.Secrets.TryGetValue("BOT_TOKEN", out var token))
        {
            return "Telegram not asked";
        }

        var server = run.Release!.Container.Variables.GetValueOrDefault("BOT_API_URL", "https://api.telegram.org").TrimEnd('/');
        using var client = new HttpClient { Timeout = Limit };
        try
        {
            var me = await AskAsync(client, $"{server}/bot{token}/getMe", run, cancellationToken);
            var webhook = await AskAsync(client, $"{server}/bot{token}/getWebhookInfo", run, cancellationToken);
            return webhook.GetProperty("url").GetString() is { Length: > 0 } url
                ? throw DeployErrors.VerificationFailed(run.Release.Id, $"a webhook is set to {new Uri(url).Host}, so polling gets nothing.")
                : $"Telegram knows @{me.GetProperty("username").GetString()}";
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return "Telegram not reachable from here";
        }
    }

    private static async Task<JsonElement> AskAsync(HttpClient client, string address, DeploymentRun run, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri(address), cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound)
        {
            throw DeployErrors.TokenRefused(run.Release!.Id, $"it answers {(int)response.StatusCode}.");
        }

        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("result");
    }
}
