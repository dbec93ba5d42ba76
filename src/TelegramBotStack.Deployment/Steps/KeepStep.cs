namespace TelegramBotStack.Deployment.Steps;

/// <summary>Writes the new release down as the active one, and ends the old one. From here on there is no way back.</summary>
internal sealed class KeepStep(TimeProvider time) : IDeploymentStep
{
    public string Name => "Keep";

    public string Plan(DeploymentRun run) => "restart it after crashes and reboots from now on, and end the old release";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        await session.Runtime.KeepRunningAsync(run.Candidate!, cancellationToken);
        var now = time.GetUtcNow();
        var release = run.Release! with { VerifiedAt = now, TakenBackAt = null };
        run.State = run.State.Keep(release, takenBackAt: run.IsRollback ? now : null);
        await session.Store.WriteAsync(run.State, cancellationToken);
        run.Release = release;
        run.Kept = true;
        await StopFirst.ReleaseGuardAsync(run, CancellationToken.None);
        if (run.Old is { } old)
        {
            await session.Runtime.RemoveAsync(old, CancellationToken.None);
            return $"release {old.Release} ended";
        }

        return null;
    }
}
