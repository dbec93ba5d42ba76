using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Steps;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Runs the verification of a deployment on the release that runs. Changes nothing and takes no lock.</summary>
public static class DeployVerify
{
    /// <summary>Watches the bot for the window of deploy.yaml and asks Telegram about it.</summary>
    /// <param name="settings">Which bot on which host.</param>
    /// <param name="request">How to connect.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <exception cref="DeploymentException">The bot does not run, or does not pass; the message says why.</exception>
    public static async Task<VerifyReport> RunAsync(
        DeploySettings settings, OperationRequest request, IDeploymentLog log, CancellationToken cancellationToken)
    {
        await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: false, cancellationToken);
        var containers = session.Runtime.ListAsync(cancellationToken);
        var run = new DeploymentRun(session, log) { Operation = "DeployVerify", State = await session.Store.ReadAsync(cancellationToken) };
        run.Release = run.State.ActiveRelease ?? throw DeployErrors.NotDeployed(session.Bot, session.Host.Name);
        run.Candidate = Reconcile.Decide(await containers, run.Release.Id).Keep
            ?? throw DeployErrors.NotDeployed(session.Bot, session.Host.Name);
        var process = session.Runtime.InspectAsync(run.Candidate, cancellationToken);
        run.Secrets = await session.Runtime.ReadSecretsAsync(run.Candidate, cancellationToken);
        run.Baseline = new Baseline((await process).Restarts, run.Candidate.Status?.Conflicts ?? 0);
        await TestMessage.PrepareAsync(run, isRequired: true, cancellationToken);
        var runner = new StepRunner(run, TimeProvider.System);
        await runner.RunAsync(new VerifyStep(TimeProvider.System), cancellationToken);
        var report = runner.Reports[^1];
        return new VerifyReport(session.Bot, session.Host.Name, run.Release.Id, report.Result ?? "", report.Seconds);
    }
}

/// <summary>What a verification found.</summary>
/// <param name="Bot">The bot.</param>
/// <param name="Host">The host.</param>
/// <param name="Release">The release that was watched.</param>
/// <param name="Result">What was seen, in a few words.</param>
/// <param name="Seconds">How long it was watched, in seconds.</param>
public sealed record VerifyReport(string Bot, string Host, string Release, string Result, double Seconds);
