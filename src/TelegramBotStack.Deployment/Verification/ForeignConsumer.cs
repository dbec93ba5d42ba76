using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Status;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>
/// Finds out from the release that answers whether a program somewhere else polls with the bot's token. Nothing asks
/// Telegram for updates to find out: that would be one more consumer.
/// </summary>
internal static class ForeignConsumer
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(60);

    /// <exception cref="DeploymentException">Telegram has told the release that answers so within the last minute.</exception>
    public static void Check(DeploymentRun run)
    {
        // Both times are the host's. A webhook is found by asking Telegram, which also says where it points to.
        if (run.Old?.Status is { State: InstanceState.Active, LastError: { Code: "conflict" } error } status
            && status.HeartbeatAt - error.At < Recent && !BotHealth.IsWebhook(error))
        {
            throw DeployErrors.ForeignConsumer(run.Session.Bot, $"Telegram has told release {run.Old.Release} so at {error.At:HH:mm:ss} UTC");
        }
    }
}
