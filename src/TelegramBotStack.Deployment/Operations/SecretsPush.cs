using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>
/// Gives the release that runs the secrets as they are now, without building anything: a release of its own, with the
/// same handover and verification as a deployment, that can be rolled back.
/// </summary>
public static class SecretsPush
{
    /// <summary>Deploys the active release again with new secrets. Nothing happens when they are the same.</summary>
    /// <param name="settings">Which bot on which host, and where the secrets come from.</param>
    /// <param name="request">How.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="cancellationToken">Stops, and takes back what was begun.</param>
    /// <exception cref="DeploymentException">It failed; the exit code tells what state that left.</exception>
    public static Task<OperationReport> RunAsync(
        DeploySettings settings, OperationRequest request, IDeploymentLog log, CancellationToken cancellationToken) =>
        Operation.RunAsync("SecretsPush", settings, request, log, PushAsync, cancellationToken);

    private static async Task<bool> PushAsync(DeploymentRun run, StepRunner runner, CancellationToken cancellationToken)
    {
        await runner.RunAsync([new PreflightStep(readsSecrets: true)], cancellationToken);
        var active = run.State.ActiveRelease ?? throw DeployErrors.NotDeployed(run.Session.Bot, run.Session.Host.Name);
        run.Release = ReleaseMaker.WithSecrets(active, run, TimeProvider.System.GetUtcNow());
        if (run.Release.SecretsHash == active.SecretsHash && run.Old?.Release == active.Id && run.Old.Answers)
        {
            run.Release = active;
            run.Status = run.Old.Status;
            run.Log.Note($"No secret has changed; release {active.Id} goes on answering");
            return false;
        }

        await runner.RunAsync(StepLists.PushSecrets(TimeProvider.System), cancellationToken);
        return true;
    }
}
