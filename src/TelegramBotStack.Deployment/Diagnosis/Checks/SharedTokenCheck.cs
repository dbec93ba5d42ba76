using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether another environment of the repository has the same token.</summary>
internal sealed class SharedTokenCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Secrets;

    public string Name => "tokens of environments";

    public IReadOnlyList<Type> After => [typeof(EnvironmentsCheck), typeof(SecretsCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        await TokenOfOtherEnvironments.CheckAsync(context.Settings, context.Secrets, cancellationToken);
        return new CheckOutcome("no other environment has this token");
    }
}
