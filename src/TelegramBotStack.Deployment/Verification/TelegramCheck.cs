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
    /// <returns>What Telegram says; null when there is no token to ask with.</returns>
    public static Task<TelegramAnswer?> AskAsync(DeploymentRun run, CancellationToken cancellationToken) =>
        AskAsync(run, run.Release!.Container.Variables, cancellationToken);

    /// <summary>Judges the answer when the release has been watched.</summary>
    /// <returns>What was found, in a few words.</returns>
    /// <exception cref="DeploymentException">The token is refused, or somebody else has set a webhook.</exception>
    public static async Task<string> JudgeAsync(DeploymentRun run, TelegramAnswer? answer, CancellationToken cancellationToken)
    {
        var release = run.Release!;
        var variables = release.Container.Variables;

        // The predecessor's webhook stays until the release has begun to poll, which may have been after the answer.
        if (answer is { Webhook: { } before } && !OwnWebhook.IsWanted(before, variables))
        {
            answer = await AskAsync(run, variables, cancellationToken);
        }

        return answer switch
        {
            null => "Telegram not asked",
            { IsReached: false } => "Telegram not reachable from here",
            { Refused: { } status } => throw DeployErrors.TokenRefused(release.Id, $"it answers {status}."),
            { Webhook: { } webhook, UserName: var name } when OwnWebhook.IsWanted(webhook, variables)
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
