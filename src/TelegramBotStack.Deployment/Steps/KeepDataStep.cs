using TelegramBotStack.Deployment.Docker;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Writes the other data down as the bot's. From here on there is no way back.</summary>
internal sealed class KeepDataStep(TimeProvider time) : IDeploymentStep
{
    public string Name => "Keep";

    public string Plan(DeploymentRun run) => "write the restored data down as the bot's";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        if (run.Candidate is { } candidate)
        {
            await session.Runtime.KeepRunningAsync(candidate, cancellationToken);
        }

        var now = time.GetUtcNow();
        var state = run.Release is { } release && run.Candidate is not null
            ? run.State.Keep(release with { VerifiedAt = now, TakenBackAt = null }, run.IsRollback ? now : null)
            : run.State;
        run.State = state with
        {
            DataVolume = run.State.Restoring!.Volume,
            ReplacedVolume = run.State.DataVolume ?? Names.DataVolume(session.Bot),
            Restoring = null,
            Journal = null,
        };
        await session.Store.WriteAsync(run.State, cancellationToken);
        run.Kept = true;
        await StopFirst.ReleaseGuardAsync(run, CancellationToken.None);
        if (run.Old is { } old)
        {
            await session.Runtime.RemoveAsync(old with { IsRunning = false }, CancellationToken.None);
        }

        return null;
    }
}
