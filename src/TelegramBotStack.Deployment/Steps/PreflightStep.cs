using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Looks at the host, and clears what a deployer that died left there.</summary>
internal sealed class PreflightStep : IDeploymentStep
{
    public string Name => "Preflight";

    public string Plan(DeploymentRun run) => $"look at {run.Session.Host.Name}, read the secrets";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        var secrets = SecretReader.ReadAsync(session.Settings, cancellationToken);
        var state = session.Store.ReadAsync(cancellationToken);
        var containers = session.Containers.ListAsync(cancellationToken);
        run.Secrets = await secrets;
        run.State = await state;
        var leftovers = Reconcile.Decide(await containers, run.State.Active);
        foreach (var container in leftovers.Remove)
        {
            run.Log.Note(container.IsRunning
                ? $"Ending release {container.Release}, which an earlier deployment left unverified"
                : $"Removing the stopped container of release {container.Release}");
            await session.Containers.RemoveAsync(container, cancellationToken);
        }

        run.Old = leftovers.Keep;
        if (leftovers.Remove.Any(container => container.IsRunning) && run.Old is not null)
        {
            await Watch.UntilActiveAsync(run, run.Old, cancellationToken);
        }

        return run.Old is null ? "no release runs" : $"release {run.Old.Release} answers";
    }
}
