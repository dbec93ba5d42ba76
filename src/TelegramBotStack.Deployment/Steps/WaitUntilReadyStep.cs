using System.Globalization;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Waits until the new release has warmed up: as a standby, or active when no other runs.</summary>
internal sealed class WaitUntilReadyStep : IDeploymentStep
{
    public string Name => "Wait until ready";

    public string Plan(DeploymentRun run) => run.StopFirst
        ? "nothing: no other may run beside it"
        : $"wait up to {run.Session.Settings.ReadyTimeout.TotalSeconds:0} s until it is warm";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.StopFirst)
        {
            return "left out";
        }

        var limit = run.Session.Settings.ReadyTimeout;
        var candidate = run.Candidate!;
        var wanted = run.Old is null ? InstanceState.Active : InstanceState.Standby;
        run.Status = await Watch.UntilAsync(
            run, candidate, limit, status => status.State == wanted || status.IsInPlace, cancellationToken);
        if (run.Status is { } ready)
        {
            var began = (await run.Session.Runtime.InspectAsync(candidate, cancellationToken)).StartedAt;
            return ready.RehearsedAt - began is { } took ? string.Create(CultureInfo.InvariantCulture, $"warm {took.TotalMilliseconds:0} ms after it was started") : null;
        }

        await Watch.ShowLogAsync(run, candidate, cancellationToken);
        var last = await run.Session.Runtime.ReadStatusAsync(candidate, cancellationToken);
        throw DeployErrors.CandidateNotReady(
            candidate.Release, limit, last is null ? "it wrote no status file" : $"it is still '{last.State.ToString().ToLowerInvariant()}'");
    }
}
