namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can go wrong with alerts.</summary>
internal static class AlertErrors
{
    private const string NowhereCode = "TBS6401";
    private const string NotArrivedCode = "TBS6402";
    private const string BadWebhookCode = "TBS6403";

    public static DeploymentException Nowhere() => new(
        NowhereCode, "deploy.yaml names no place for alerts.", "Add alerts.chat or alerts.webhook to deploy.yaml.", ExitCode.BadUsage);

    public static DeploymentException NotArrived(IEnumerable<string> reasons) => new(
        NotArrivedCode, string.Join('\n', reasons), "Correct alerts in deploy.yaml or the secret it names, then run AlertTest again.");

    public static DeploymentException BadWebhook(string secret) => new(
        BadWebhookCode, $"The secret {secret} is not an https or http address.", $"Put the webhook's whole address into {secret}.", ExitCode.BadUsage);
}
