using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>
/// Refuses a bot without a token before anything is changed: one that keeps the process contract could never get ready.
/// Any other may have none, or call it as it likes; then it is only said what cannot be checked.
/// </summary>
internal static class TokenRequired
{
    /// <exception cref="DeploymentException">It has none, and needs one.</exception>
    public static void Check(DeploymentRun run)
    {
        if (run.Secrets.ContainsKey(SecretValue.Token))
        {
            return;
        }

        if (run.Session.Settings.Handover == Handover.Standby)
        {
            throw SecretErrors.TokenMissing(run.Session.Bot);
        }

        run.Log.Note($"No secret is called {SecretValue.Token}: Telegram is not asked, and nobody else with the bot's token is looked for");
    }
}
