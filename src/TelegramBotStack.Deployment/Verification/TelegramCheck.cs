using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>
/// Asks Telegram who the bot is and whether somebody else set a webhook (Bot API: getMe, getWebhookInfo). From a machine
/// that cannot reach Telegram the check is left out, and says so.
/// </summary>
internal static class TelegramCheck
{
    /// <summary>Asks about the new release while it is watched.</summary>
    /// <returns>What was found, in a few words.</returns>
    /// <exception cref="DeploymentException">The token is refused, or somebody else has set a webhook.</exception>
    public static async Task<string> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var release = run.Release!;
        return await AskAsync(run, release.Container.Variables, cancellationToken) switch
        {
            null => "Telegram not asked",
            { IsReached: false } => "Telegram not reachable from here",
            { Refused: { } status } => throw DeployErrors.TokenRefused(release.Id, $"it answers {status}."),
            { Webhook: { } webhook, UserName: var name } when OwnWebhook.IsWanted(webhook, release.Container.Variables)
                => $"Telegram knows @{name} and sends updates to {webhook}",
            { Webhook: { } webhook } => throw DeployErrors.VerificationFailed(release.Id, $"a webhook is set to {webhook}, so polling gets nothing."),
            { UserName: var name } => $"Telegram knows @{name}",
        };
    }

    /// <summary>Asks before anything is changed whether polling can work at all.</summary>
    /// <exception cref="DeploymentException">Neither the bot nor its predecessor has set the webhook that is set.</exception>
    public static async Task FindWebhookAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var variables = run.Session.Settings.Variables;
        if (await AskAsync(run, variables, cancellationToken) is { Webhook: { } webhook }
            && !OwnWebhook.IsWanted(webhook, variables) && run.Old?.Status?.WebhookHost != webhook)
        {
            throw DeployErrors.WebhookSet(webhook);
        }
    }

    private static async Task<TelegramAnswer?> AskAsync(
        DeploymentRun run, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken) =>
        run.Secrets.TryGetValue("BOT_TOKEN", out var token)
            ? await TelegramAnswer.AskAsync(token, variables, TimeProvider.System, cancellationToken)
            : null;
}
