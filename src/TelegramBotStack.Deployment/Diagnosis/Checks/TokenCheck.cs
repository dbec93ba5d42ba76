using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether Telegram knows the token that is here.</summary>
internal sealed class TokenCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Telegram;

    public string Name => "token";

    public IReadOnlyList<Type> After => [typeof(SecretsCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var answer = await TelegramAnswer.AskAsync(
            context.Secrets["BOT_TOKEN"].Trim(), context.Settings.Variables, context.Time, cancellationToken);
        context.Telegram = answer;
        return answer switch
        {
            { IsReached: false } => CheckOutcome.LeftOut("Telegram cannot be reached from this machine"),
            { Refused: { } status } => new CheckOutcome("", BotFindings.TokenRefused($"Telegram refuses the token that deploy.yaml names; it answers {status}.")),
            _ => new CheckOutcome($"Telegram knows @{answer.UserName}"),
        };
    }
}
