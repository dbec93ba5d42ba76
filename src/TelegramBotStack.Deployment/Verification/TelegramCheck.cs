using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>
/// Asks Telegram who the bot is and whether somebody set a webhook (Bot API: getMe, getWebhookInfo). From a machine
/// that cannot reach Telegram the check is left out, and says so.
/// </summary>
internal static class TelegramCheck
{
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

    private static async Task<TelegramAnswer?> AskAsync(
        DeploymentRun run, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken) =>
        run.Secrets.TryGetValue("BOT_TOKEN", out var token)
            ? await TelegramAnswer.AskAsync(token, variables, TimeProvider.System, cancellationToken)
            : null;
}
