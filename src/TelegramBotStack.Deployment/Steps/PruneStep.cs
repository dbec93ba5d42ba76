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
            await TryAsync(run, $"Release {release.Id}", () => run.Session.Runtime.RemoveReleaseAsync(release, cancellationToken));
        }

        if (old.Count > 0)
        {
            await TryAsync(run, "What no release needs any more", () => run.Session.Runtime.RemoveUnusedAsync(cancellationToken));
        }

        // The journal ends here: the deployment is complete.
        run.State = run.State with { Releases = [.. run.State.Releases.Except(old)], Journal = null };
        await run.Session.Store.WriteAsync(run.State, cancellationToken);
        return old.Count == 0 ? null : $"{old.Count} removed";
    }

    // The new release answers; what could not be tidied must not make its deployment a failed one.
    private static async Task TryAsync(DeploymentRun run, string what, Func<Task> remove)
    {
        try
        {
            await remove();
        }
        catch (DeploymentException error)
        {
            run.Log.Note($"{what} could not be removed: {error.Message}");
        }
    }
}
