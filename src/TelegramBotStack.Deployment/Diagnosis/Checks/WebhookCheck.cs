using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether somebody told Telegram to send the updates elsewhere.</summary>
internal sealed class WebhookCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Telegram;

    public string Name => "webhook";

    public IReadOnlyList<Type> After => [typeof(TokenCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken) =>
        context.Telegram.Webhook is { } webhook
            ? throw DeployErrors.WebhookSet(webhook)
            : Task.FromResult(new CheckOutcome("none is set"));
}
