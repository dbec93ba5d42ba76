using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.LocalRuns;

/// <summary>Who the bot is whose token it is (Bot API: getMe), and whether it can poll (Bot API: getWebhookInfo).</summary>
public static class LocalBot
{
    /// <summary>Asks the server that the settings name.</summary>
    /// <returns>The bot's username; null when the server cannot be reached from here.</returns>
    /// <exception cref="DeploymentException">The token is refused, or a webhook takes the updates.</exception>
    public static async Task<string?> AskAsync(LocalSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>();
        if (settings.ApiUrl is { } url)
        {
            variables["BOT_API_URL"] = url;
        }

        return await TelegramAnswer.AskAsync(settings.Token!, variables, time, cancellationToken) switch
        {
            { IsReached: false } => null,
            { Refused: { } status } => throw LocalRunErrors.TokenRefused(settings.TokenSource!, status),
            { Webhook: { } webhook } => throw LocalRunErrors.WebhookSet(webhook),
            var answer => answer.UserName,
        };
    }
}
