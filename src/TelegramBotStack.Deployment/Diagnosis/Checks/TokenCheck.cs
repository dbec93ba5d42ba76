using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;
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
        if (!context.Secrets.TryGetValue(SecretValue.Token, out var token))
        {
            return CheckOutcome.LeftOut($"no secret is called {SecretValue.Token}");
        }

        var answer = await TelegramAnswer.AskAsync(
            token, context.Settings.Variables, context.Time, cancellationToken);
        context.Telegram = answer;
        return answer switch
        {
            { IsReached: false } => CheckOutcome.LeftOut("Telegram cannot be reached from this machine"),
            { Refused: { } status } => new CheckOutcome("", BotFindings.TokenRefused($"Telegram refuses the token that deploy.yaml names; it answers {status}.")),
            _ => new CheckOutcome($"Telegram knows @{answer.UserName}"),
        };
    }
}
