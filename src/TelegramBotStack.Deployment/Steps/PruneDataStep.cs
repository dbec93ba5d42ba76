namespace TelegramBotStack.Deployment.Steps;

/// <summary>Removes the data that were replaced, once nothing uses them any more. A copy of them is on the host.</summary>
internal sealed class PruneDataStep : IDeploymentStep
{
    public string Name => "Prune data";

    public string Plan(DeploymentRun run) => "remove the data that were replaced";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.State.ReplacedVolume is { } replaced)
        {
            await run.Session.Data.RemoveAsync(replaced, cancellationToken);
            run.State = run.State with { ReplacedVolume = null };
            await run.Session.Store.WriteAsync(run.State, cancellationToken);
        }

        return null;
    }
}
