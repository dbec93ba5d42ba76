using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether updates pile up at Telegram faster than the bot fetches them.</summary>
internal sealed class PendingCheck : ICheck
{
    private const int Many = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public CheckCategory Category => CheckCategory.Telegram;

    public string Name => "waiting updates";

    public IReadOnlyList<Type> After => [typeof(HealthCheck), typeof(WebhookCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var before = context.Telegram.Pending;
        if (before < Many)
        {
            return new CheckOutcome($"{before} wait");
        }

        await Task.Delay(Pause, context.Time, cancellationToken);
        var now = await TelegramAnswer.AskAsync(
            context.Secrets[SecretValue.Token], context.Settings.Variables, context.Time, cancellationToken);
        return now is { IsReached: true, Refused: null } && now.Pending >= before
            ? new CheckOutcome("", BotFindings.UpdatesWait(now.Pending))
            : new CheckOutcome($"{before} waited, now {now.Pending}");
    }
}
