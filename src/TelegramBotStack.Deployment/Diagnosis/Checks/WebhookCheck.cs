using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether somebody told Telegram to send the updates elsewhere.</summary>
internal sealed class WebhookCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Telegram;

    public string Name => "webhook";

    public IReadOnlyList<Type> After => [typeof(TokenCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Telegram.Webhook switch
        {
            null => new CheckOutcome("none is set"),
            { } webhook when OwnWebhook.IsWanted(webhook, context.Settings.Variables) => new CheckOutcome($"the bot's own, to {webhook}"),
            { } webhook => throw DeployErrors.WebhookSet(webhook),
        });
}
