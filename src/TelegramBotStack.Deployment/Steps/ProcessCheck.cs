using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Runtimes;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>
/// Watches an instance that says nothing of itself: it runs, is not started again, and its health check, if its image
/// has one, succeeds.
/// </summary>
internal static class ProcessCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static string Plan(DeploymentRun run) =>
        $"watch it for {run.Session.Settings.VerifyWindow.TotalSeconds:0} s: it runs on, and its health check, if it has one, succeeds";

    /// <returns>What was seen, in a few words.</returns>
    /// <exception cref="DeploymentException">It ended, or is not healthy.</exception>
    public static async Task<string> RunAsync(DeploymentRun run, TimeProvider time, CancellationToken cancellationToken)
    {
        var settings = run.Session.Settings;
        var started = time.GetTimestamp();
        ProcessHealth health;
        do
        {
            await Task.Delay(Interval, cancellationToken);
            health = await LookAsync(run, time.GetElapsedTime(started) > settings.ReadyTimeout, cancellationToken);
        }
        while (time.GetElapsedTime(started) < settings.VerifyWindow || health == ProcessHealth.Starting);
        return health == ProcessHealth.Healthy ? "it runs and is healthy" : "it runs; it has no health check";
    }

    private static async Task<ProcessHealth> LookAsync(DeploymentRun run, bool isOverdue, CancellationToken cancellationToken)
    {
        var candidate = run.Candidate!;
        var state = await run.Session.Runtime.InspectAsync(candidate, cancellationToken);
        if (!state.IsRunning || state.Restarts > run.Baseline.Restarts)
        {
            await Watch.ShowLogAsync(run, candidate, cancellationToken);
            throw Watch.Ended(run, candidate, state, status: null);
        }

        if (state.Health == ProcessHealth.Unhealthy || (state.Health == ProcessHealth.Starting && isOverdue))
        {
            await Watch.ShowLogAsync(run, candidate, cancellationToken);
            throw DeployErrors.NotHealthy(
                candidate.Release,
                isOverdue ? $"it has not succeeded within {run.Session.Settings.ReadyTimeout.TotalSeconds:0} s" : "it fails");
        }

        return state.Health;
    }
}
