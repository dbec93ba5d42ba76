using System.Diagnostics;
using System.Globalization;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>
/// Hands over to, or from, a bot that does not keep docs/process-contract.md: no other may poll beside it, so the old
/// instance is ended before the new one is started, and the gap is measured.
/// </summary>
internal static class StopFirst
{
    // Ending takes up to 15 s by itself. It is not cancelled in the middle: nobody could tell how it ended.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static bool IsNeeded(DeploymentRun run) => run.Old is { KeepsContract: false } || IsForeign(run) || SharedPort(run) is not null;

    public static string Plan(DeploymentRun run) => run.Old is { } old
        ? $"end release {old.Release}, then start the new one, and print the gap: {Why(run)}"
        : "start the new release";

    public static async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var runtime = run.Session.Runtime;
        var candidate = run.Candidate!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(run.Session.Lost);
        limit.CancelAfter(Limit);
        if (run.Old is not { } old)
        {
            await runtime.StartAsync(candidate, limit.Token);
        }
        else
        {
            run.Log.Note($"Stop first, because {Why(run)}");
            await GuardAsync(run, old, cancellationToken);
            run.HandedOver = true;
            var ended = Stopwatch.GetTimestamp();
            await runtime.StopAsync(old, limit.Token);
            await runtime.StartAsync(candidate, limit.Token);
            run.GapMilliseconds = Math.Round(Stopwatch.GetElapsedTime(ended).TotalMilliseconds, 1);
        }

        run.Candidate = candidate with { IsRunning = true };
        if (candidate.KeepsContract)
        {
            run.Status = await UntilActiveAsync(run, cancellationToken);
        }

        return run.GapMilliseconds is { } gap
            ? string.Create(CultureInfo.InvariantCulture, $"{gap:0} ms without a bot, from when the old one was told to end until the new one ran")
            : "it runs";
    }

    /// <summary>Ends the new instance and starts the old one again.</summary>
    public static async Task UndoAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.Old is not { } old || !run.HandedOver)
        {
            return;
        }

        var runtime = run.Session.Runtime;
        await runtime.RemoveAsync(run.Candidate! with { IsRunning = true }, cancellationToken);
        await StartAgainAsync(run, old, cancellationToken);
        await ReleaseGuardAsync(run, cancellationToken);
    }

    /// <summary>Starts an instance that was ended, and has it started again after crashes and reboots.</summary>
    public static async Task StartAgainAsync(DeploymentRun run, BotInstance instance, CancellationToken cancellationToken)
    {
        var runtime = run.Session.Runtime;
        await runtime.StartAsync(instance, cancellationToken);
        await runtime.KeepRunningAsync(instance, cancellationToken);
        if (instance is { KeepsContract: true, IsRestarting: false })
        {
            await Watch.UntilActiveAsync(run, instance, cancellationToken);
        }
    }

    /// <summary>Tells the watch on the host that it is not needed any more.</summary>
    public static async Task ReleaseGuardAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.GuardFile is { } file)
        {
            await run.Session.Host.DeleteFileAsync(file, cancellationToken);
            run.GuardFile = null;
        }
    }

    /// <summary>Leaves a watch on the host that brings the old instance back if this side dies.</summary>
    public static async Task GuardAsync(DeploymentRun run, BotInstance old, CancellationToken cancellationToken)
    {
        var store = run.Session.Store;
        var file = $"{store.Directory}/guard.{run.Candidate!.Instance}";
        if (await run.Session.Runtime.GuardAsync(old, run.Candidate, store.LockFile, file, cancellationToken))
        {
            run.GuardFile = file;
            return;
        }

        run.Log.Note(
            $"{run.Session.Host.Name} lacks flock, timeout or the docker command: if this machine dies before the end, the bot stays down until './build.sh DeployUp'");
    }

    private static string Why(DeploymentRun run) => run switch
    {
        _ when IsForeign(run) => "deploy.yaml says so under handover",
        { Old.KeepsContract: false } => $"release {run.Old.Release} does not keep the process contract",
        _ => $"both releases need port {SharedPort(run)} of the host",
    };

    private static bool IsForeign(DeploymentRun run) =>
        run.Release?.Container.StopFirst ?? run.Session.Settings.Handover == Handover.StopFirst;

    // Only one of two can listen on it.
    private static int? SharedPort(DeploymentRun run)
    {
        var held = run.State.Releases.FirstOrDefault(release => release.Id == run.Old?.Release)?.Container.Ports ?? [];
        var needed = run.Release?.Container.Ports ?? run.Session.Settings.Ports;
        return held.IntersectBy(needed.Select(port => port.OnHost), port => port.OnHost).FirstOrDefault()?.OnHost;
    }

    private static async Task<InstanceStatus> UntilActiveAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var candidate = run.Candidate!;
        var within = run.Session.Settings.ReadyTimeout;
        if (await Watch.UntilAsync(run, candidate, within, status => status.IsInPlace, cancellationToken) is { } status)
        {
            return status;
        }

        await Watch.ShowLogAsync(run, candidate, cancellationToken);
        throw DeployErrors.HandoverFailed(candidate.Release, $"it was not active within {within.TotalSeconds:0} s.");
    }
}
