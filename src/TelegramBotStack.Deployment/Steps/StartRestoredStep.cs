using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Starts the release on the other data, and waits until it answers.</summary>
internal sealed class StartRestoredStep : IDeploymentStep
{
    public string Name => "Start";

    public string Plan(DeploymentRun run) => "start the release on the restored data, and wait until it answers";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        var candidate = run.Candidate!;
        await session.Runtime.StartAsync(candidate, cancellationToken);
        run.Candidate = candidate with { IsRunning = true };
        if (run.Secrets.Count == 0)
        {
            run.Secrets = await session.Runtime.ReadSecretsAsync(candidate, cancellationToken);
        }

        var limit = session.Settings.ReadyTimeout;
        if (candidate.KeepsContract)
        {
            run.Status = await Watch.UntilAsync(run, candidate, limit, status => status.IsInPlace, cancellationToken);
            if (run.Status is null)
            {
                await Watch.ShowLogAsync(run, candidate, cancellationToken);
                throw DeployErrors.CandidateNotReady(run.Release!.Id, limit, "it is not active on the restored data");
            }
        }

        return $"release {run.Release!.Id}";
    }
}
