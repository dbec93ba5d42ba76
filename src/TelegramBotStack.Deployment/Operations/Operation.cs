using System.Diagnostics;
using TelegramBotStack.Deployment.Alerts;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hooks;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>What all operations that change a host have in common: connection, lock, audit trail and report.</summary>
internal static class Operation
{
    private static readonly TimeSpan AuditLimit = TimeSpan.FromSeconds(10);

    /// <param name="name">What the operation is called.</param>
    /// <param name="settings">What is deployed where.</param>
    /// <param name="request">How.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="action">Runs the steps; returns whether anything was changed.</param>
    /// <param name="cancellationToken">Stops, and takes back what was begun.</param>
    public static async Task<OperationReport> RunAsync(
        string name,
        DeploySettings settings,
        OperationRequest request,
        IDeploymentLog log,
        Func<DeploymentRun, StepRunner, CancellationToken, Task<bool>> action,
        CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: true, cancellationToken);
        await session.LockAsync(name, log, request.WaitForLock, cancellationToken);
        var run = new DeploymentRun(session, log) { Commit = request.Commit, Operation = name, SkipBackup = request.SkipBackup };
        var runner = new StepRunner(run, TimeProvider.System);
        var hooks = new HookRunner(run);
        var outcome = "done";
        Exception? failure = null;
        try
        {
            var changed = await action(run, runner, cancellationToken);
            if (run.WatcherFailure is { } unwatched)
            {
                throw unwatched;
            }

            outcome = changed || run.Watcher is not null ? "done" : "unchanged";
            return new OperationReport
            {
                Bot = session.Bot,
                Host = session.Host.Name,
                Release = run.Release?.Id ?? "",
                Previous = run.Old?.Release,
                Changed = changed,
                Watcher = run.Watcher,
                IsStopFirst = changed && run.StopFirst,
                GapMilliseconds = changed ? run.Status?.GapMilliseconds ?? run.GapMilliseconds : null,
                BytesSent = session.Host.Traffic.BytesSent,
                RoundTrips = session.Host.Traffic.RoundTrips,
                Seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
                Steps = runner.Reports,
            };
        }
        catch (Exception error)
        {
            failure = error;
            outcome = error is DeploymentException known ? known.Code : error is OperationCanceledException ? "interrupted" : "failed";
            throw;
        }
        finally
        {
            if (outcome != "unchanged")
            {
                await AuditAsync(session, new AuditEntry(
                    DateTimeOffset.UtcNow, DeploymentSession.Me, name, run.Release?.Id, outcome,
                    Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 1)));
                await hooks.EndAsync(failure);
                await DeploymentNotice.SendAsync(run, failure, Stopwatch.GetElapsedTime(started), TimeProvider.System);
            }
        }
    }

    private static async Task AuditAsync(DeploymentSession session, AuditEntry entry)
    {
        if (session.Lost.IsCancellationRequested)
        {
            return;
        }

        using var limit = new CancellationTokenSource(AuditLimit);
        try
        {
            await session.Store.AuditAsync(entry, limit.Token);
        }
        catch (Exception error) when (error is DeploymentException or OperationCanceledException)
        {
            // The outcome itself is on the screen; a trail that cannot be written must not hide it.
            return;
        }
    }
}
