namespace TelegramBotStack.Deployment.Steps;

/// <summary>Starts the new release beside the old one. It warms up and waits; the old one goes on answering.</summary>
internal sealed class StartCandidateStep : IDeploymentStep
{
    public string Name => "Start candidate";

    public string Plan(DeploymentRun run) =>
        run.StopFirst ? "get the new release ready to be started" : "start the new release beside the old one, as a standby";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var release = run.Release!;

        // A name of its own for each start, so that an older start's status file is not mistaken for this one's.
        var instance = $"{release.Id}.{Guid.NewGuid().ToString("N")[..6]}";
        run.Candidate = await run.Session.Runtime.CreateAsync(release, instance, run.State.DataVolume, cancellationToken);
        if (!run.StopFirst)
        {
            await run.Session.Runtime.StartAsync(run.Candidate, cancellationToken);
            run.Candidate = run.Candidate with { IsRunning = true };
        }

        if (run.Secrets.Count == 0)
        {
            // A release that was made earlier brings its own: to ask Telegram with this release's token, and to hide its values in what is shown.
            run.Secrets = await run.Session.Runtime.ReadSecretsAsync(run.Candidate, cancellationToken);
        }

        return $"release {release.Id}{(run.StopFirst ? ", not started yet" : "")}";
    }

    public async Task UndoAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        // Also one that was made while the answer got lost.
        foreach (var container in await run.Session.Runtime.ListAsync(cancellationToken))
        {
            if (container.Release == run.Release!.Id && container.Id != run.Old?.Id)
            {
                await run.Session.Runtime.RemoveAsync(container, cancellationToken);
            }
        }
    }
}
