using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>
/// Tells the old release to let go. The baton passes between the two on the host; the old one stays as a hot standby.
/// </summary>
internal sealed class HandOverStep : IDeploymentStep
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public string Name => "Hand over";

    public string Plan(DeploymentRun run) => run switch
    {
        { StopFirst: true } => StopFirst.Plan(run),
        { Old: null } => "nothing: no release answers yet",
        _ => $"release {run.Old.Release} lets go, the new one takes over",
    };

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.StopFirst)
        {
            return await StopFirst.RunAsync(run, cancellationToken);
        }

        if (run.Old is { } old)
        {
            run.HandedOver = true;
            await run.Session.Runtime.ParkAsync(old, cancellationToken);
        }

        run.Status = await Watch.UntilAsync(
            run, run.Candidate!, Limit, status => status.IsInPlace, cancellationToken);
        if (run.Status is null)
        {
            await Watch.ShowLogAsync(run, run.Candidate!, cancellationToken);
            throw DeployErrors.HandoverFailed(run.Release!.Id, $"it was not active within {Limit.TotalSeconds:0} s.");
        }

        return run.Status.StandsByFor is { } other
            ? $"it stands by for {other} on another host"
            : run.Old is null ? "it answers" : "the old one stands by";
    }

    public async Task UndoAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.StopFirst)
        {
            await StopFirst.UndoAsync(run, cancellationToken);
            return;
        }

        if (run.Old is not { } old || !run.HandedOver)
        {
            return;
        }

        // A release that is well lets go in good order; one that hangs does not hear the signal, and is killed.
        await run.Session.Runtime.ParkAsync(run.Candidate!, cancellationToken);
        var status = await Watch.UntilAsync(
            run, old, TimeSpan.FromSeconds(8), current => current.IsInPlace, cancellationToken);
        if (status is null)
        {
            await run.Session.Runtime.SignalAsync(run.Candidate!, "SIGKILL", cancellationToken);
        }

        if (status is null && !old.IsRestarting)
        {
            await Watch.UntilActiveAsync(run, old, cancellationToken);
        }
    }
}
