using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.LocalRuns;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>Whether Telegram knows the token that the bot is developed with, and sends its updates to whoever polls.</summary>
internal sealed class LocalTokenCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Telegram;

    public string Name => "token on this machine";

    public IReadOnlyList<Type> After => [typeof(LocalSettingsCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken) =>
        context.Local.Token is null
            ? CheckOutcome.LeftOut("there is none")
            : await LocalBot.AskAsync(context.Local, context.Time, cancellationToken) is { } name
                ? new CheckOutcome($"Telegram knows @{name}")
                : CheckOutcome.LeftOut("Telegram cannot be reached from this machine");
}
