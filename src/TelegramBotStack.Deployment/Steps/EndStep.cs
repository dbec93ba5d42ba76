namespace TelegramBotStack.Deployment.Steps;

/// <summary>
/// Ends the bot in good order, since two instances on different data would both poll. It stays on the host, and is brought
/// back from there if this side dies.
/// </summary>
internal sealed class EndStep : IDeploymentStep
{
    public string Name => "End";

    public string Plan(DeploymentRun run) => run.Old is null ? "nothing: no release runs" : $"end release {run.Old.Release} in good order";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        var restoring = run.State.Restoring!;
        run.Candidate = await session.Runtime.CreateAsync(run.Release!, restoring.Candidate, restoring.Volume, cancellationToken);
        if (run.Old is not { } old)
        {
            return "no release runs";
        }

        await StopFirst.GuardAsync(run, old, cancellationToken);
        run.State = run.State with { Restoring = restoring with { Stopped = old.Id } };
        await session.Store.WriteAsync(run.State, cancellationToken);
        await session.Runtime.StopAsync(old, cancellationToken);
        await session.Data.CarryAsync(old.Id, restoring.Volume, cancellationToken);
        return $"release {old.Release}";
    }

    public async Task UndoAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        // Also a candidate that was made while the answer got lost.
        foreach (var instance in await run.Session.Runtime.ListAsync(cancellationToken))
        {
            if (instance.Instance == run.State.Restoring?.Candidate)
            {
                await run.Session.Runtime.RemoveAsync(instance, cancellationToken);
            }
        }

        if (run.Old is { } old)
        {
            await StopFirst.StartAgainAsync(run, old, cancellationToken);
            await StopFirst.ReleaseGuardAsync(run, cancellationToken);
        }
    }
}
