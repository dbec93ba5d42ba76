using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Removes the oldest releases of this bot beyond the number to keep. Touches nothing else.</summary>
internal sealed class PruneStep : IDeploymentStep
{
    public string Name => "Prune";

    public string Plan(DeploymentRun run) => $"keep the last {run.Session.Settings.KeepReleases} good releases";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var old = run.State.Outdated(run.Session.Settings.KeepReleases);
        foreach (var release in old)
        {
            try
            {
                await run.Session.Runtime.RemoveReleaseAsync(release, cancellationToken);
            }
            catch (DeploymentException error)
            {
                run.Log.Note($"Release {release.Id} could not be removed: {error.Message}");
            }
        }

        // The journal ends here: the deployment is complete.
        run.State = run.State with { Releases = [.. run.State.Releases.Except(old)], Journal = null };
        await run.Session.Store.WriteAsync(run.State, cancellationToken);
        return old.Count == 0 ? null : $"{old.Count} removed";
    }
}
