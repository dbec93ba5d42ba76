using System.Diagnostics;
using System.Globalization;
using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Backs the bot's data up while it runs, brings the backup home and proves it.</summary>
public static class Backup
{
    /// <summary>Makes a backup, and brings home what the host's schedule has made meanwhile.</summary>
    /// <param name="settings">Which bot on which host.</param>
    /// <param name="request">How.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="cancellationToken">Stops; no part of a backup is left at home.</param>
    /// <exception cref="DeploymentException">It failed; the bot runs on.</exception>
    public static async Task<BackupReport> RunAsync(
        DeploySettings settings, OperationRequest request, IDeploymentLog log, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: true, cancellationToken);
        await session.LockAsync("Backup", log, request.WaitForLock, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, session.Lost);
        var state = await session.Store.ReadAsync(stop.Token);
        OwnEnvironment.Check(settings, state);
        var maker = new BackupMaker(session, log);
        var outcome = "failed";
        try
        {
            if (settings.Backup.Schedule is not null)
            {
                await CronTable.ApplyAsync(session.Host, maker.Order(BackupKind.Schedule, state), settings.Backup.Schedule, stop.Token);
                state = state with { Schedule = settings.Backup.Schedule };
                await session.Store.WriteAsync(state, stop.Token);
            }

            var snapshot = await maker.StepAsync(
                "Copy", () => maker.CopyAsync(BackupKind.Manual, state, stop.Token), copy => copy is null ? "no data" : Frozen(copy))
                ?? throw BackupErrors.NothingToBackUp(session.Bot, session.Host.Name);
            var report = await maker.StepAsync(
                "Bring home and check", () => maker.BringHomeAsync(snapshot, stop.Token), made => $"{made.Files} files");
            await maker.Snapshots.DeleteAsync([snapshot], stop.Token);
            report = report with { Collected = await CollectAsync(maker, settings.Backup, stop.Token) };
            outcome = "done";
            return report;
        }
        catch (Exception error)
        {
            outcome = error is DeploymentException known ? known.Code : error is OperationCanceledException ? "interrupted" : "failed";
            throw;
        }
        finally
        {
            await AuditAsync(session, state.Active, outcome, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>For how long the bot stood still, in words.</summary>
    internal static string Frozen(HostSnapshot copy) => string.Create(
        CultureInfo.InvariantCulture, $"frozen for {copy.FreezeMilliseconds:0.0} ms, {copy.Bytes / 1024.0 / 1024.0:0.0} MB compressed");

    private static async Task<IReadOnlyList<string>> CollectAsync(BackupMaker maker, BackupSettings settings, CancellationToken cancellationToken)
    {
        var present = maker.Home.Ids();
        var missing = (await maker.Snapshots.ListAsync(cancellationToken))
            .Where(copy => copy.Kind == BackupKind.Schedule || (copy.Kind == BackupKind.Deploy && settings.Copy == BackupCopy.Home))
            .Where(copy => !present.Contains(copy.Id))
            .TakeLast(settings.Keep - 1)
            .ToArray();
        var outdated = Retention.Outdated(
            [.. present, .. missing.Select(copy => copy.Id)], settings.Keep, settings.KeepDays, TimeProvider.System.GetUtcNow());
        var collected = new List<string>();
        foreach (var copy in missing.Where(copy => !outdated.Contains(copy.Id)))
        {
            await maker.StepAsync($"Bring home {copy.Id}", () => maker.BringHomeAsync(copy, cancellationToken), made => $"{made.Files} files");
            collected.Add(copy.Id);
        }

        return collected;
    }

    private static async Task AuditAsync(DeploymentSession session, string? release, string outcome, TimeSpan took)
    {
        if (session.Lost.IsCancellationRequested)
        {
            return;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await session.Store.AuditAsync(
                new AuditEntry(TimeProvider.System.GetUtcNow(), DeploymentSession.Me, "Backup", release, outcome, Math.Round(took.TotalSeconds, 1)),
                limit.Token);
        }
        catch (Exception error) when (error is DeploymentException or OperationCanceledException)
        {
            // The outcome itself is on the screen; a trail that cannot be written must not hide it.
            return;
        }
    }
}
