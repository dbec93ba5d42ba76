namespace TelegramBotStack.Deployment.Steps;

/// <summary>Clears what a deployer left that died while it gave a bot other data: the bot answers again with its own.</summary>
internal static class InterruptedRestore
{
    /// <returns>Whether something was changed.</returns>
    public static async Task<bool> TakeBackAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        if (run.State.Restoring is null && run.State.ReplacedVolume is null)
        {
            return false;
        }

        if (run.State.ReplacedVolume is not null)
        {
            // It looks at the data that were replaced; the deployment starts another.
            await session.Watcher.RemoveAsync(cancellationToken);
        }

        // First the one on the other data goes: two would both poll.
        var found = await session.Runtime.ListAsync(cancellationToken);
        foreach (var instance in found.OrderByDescending(instance => instance.Instance == run.State.Restoring?.Candidate))
        {
            if (instance.Instance == run.State.Restoring?.Candidate)
            {
                run.Log.Note("Taking back data that an earlier restore left unverified");
                await session.Runtime.RemoveAsync(instance, cancellationToken);
            }
            else if (instance.Id == run.State.Restoring?.Stopped)
            {
                run.Log.Note($"Release {instance.Release} answers with the data it had before an earlier restore, which did not end");
                await StopFirst.StartAgainAsync(run, instance, cancellationToken);
            }
            else if (run.State.ReplacedVolume is not null && !instance.IsUp)
            {
                await session.Runtime.RemoveAsync(instance, cancellationToken);
            }
        }

        foreach (var volume in new[] { run.State.Restoring?.Volume, run.State.ReplacedVolume })
        {
            if (volume is not null)
            {
                await session.Data.RemoveAsync(volume, cancellationToken);
            }
        }

        run.State = run.State with { Restoring = null, ReplacedVolume = null };
        await session.Store.WriteAsync(run.State, cancellationToken);
        return true;
    }
}
