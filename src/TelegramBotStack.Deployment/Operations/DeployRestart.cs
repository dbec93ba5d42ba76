using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Starts the release that runs afresh: a second instance takes over from the first, so that no update is lost.</summary>
public static class DeployRestart
{
    /// <summary>Restarts, with the same handover and verification as a deployment.</summary>
    /// <param name="settings">Which bot on which host.</param>
    /// <param name="request">How.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="cancellationToken">Stops, and takes back what was begun.</param>
    /// <exception cref="DeploymentException">It failed; the exit code tells what state that left.</exception>
    public static Task<OperationReport> RunAsync(
        DeploySettings settings, OperationRequest request, IDeploymentLog log, CancellationToken cancellationToken) =>
        Operation.RunAsync(
            "DeployRestart", settings, request, log,
            async (run, runner, token) =>
            {
                await runner.RunAsync([new PreflightStep(readsSecrets: false)], token);
                run.Release = run.State.ActiveRelease ?? throw DeployErrors.NotDeployed(run.Session.Bot, run.Session.Host.Name);
                await runner.RunAsync(StepLists.TakeOver(TimeProvider.System), token);
                return true;
            },
            cancellationToken);
}
