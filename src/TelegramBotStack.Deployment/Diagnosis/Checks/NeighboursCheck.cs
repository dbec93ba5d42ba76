using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether another container or program on the host uses the bot's token.</summary>
internal sealed class NeighboursCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Host;

    public string Name => "same token";

    public IReadOnlyList<Type> After => [typeof(SecretsCheck), typeof(StateCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var run = context.Run();
        await Task.WhenAll(TokenOnHost.CheckAsync(run, cancellationToken), TokenInProcesses.CheckAsync(run, cancellationToken));
        return new CheckOutcome("nothing else on the host has the bot's token");
    }
}
