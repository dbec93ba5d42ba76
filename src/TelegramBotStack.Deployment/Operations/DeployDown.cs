using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Ends the bot on the host. Releases and data stay, unless they are purged.</summary>
public static class DeployDown
{
    /// <summary>Ends the bot in good order.</summary>
    /// <param name="settings">Which bot on which host.</param>
    /// <param name="purge">Whether its releases, secrets and data are deleted as well.</param>
    /// <param name="request">How.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="cancellationToken">Stops where it is; running it again goes on from there.</param>
    public static async Task<DownReport> RunAsync(
        DeploySettings settings, bool purge, OperationRequest request, IDeploymentLog log, CancellationToken cancellationToken)
    {
        await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: true, cancellationToken);
        await session.LockAsync("DeployDown", log, request.WaitForLock, cancellationToken);
        var state = await session.Store.ReadAsync(cancellationToken);
        OwnEnvironment.Check(settings, state);
        var isContainer = session.Runtime is DockerRuntime;
        var backup = purge && !request.SkipBackup && isContainer ? await BackUpAsync(session, state, log, cancellationToken) : null;
        if (state.Schedule is not null)
        {
            await CronTable.ApplyAsync(
                session.Host, new BackupMaker(session, log).Order(BackupKind.Schedule, state), when: null, cancellationToken);
        }

        if (isContainer)
        {
            // First, or it would tell the owner that the bot is gone.
            await session.Watcher.RemoveAsync(cancellationToken);
        }

        var containers = await session.Runtime.ListAsync(cancellationToken);
        foreach (var container in containers)
        {
            log.Note($"Ending release {container.Release}");
            await session.Runtime.RemoveAsync(container, cancellationToken);
        }

        if (purge)
        {
            log.Note("Deleting releases, secrets and data");
            await session.Runtime.PurgeAsync(cancellationToken);
            await new HostSnapshots(session.Host, session.Store.Directory).DeleteAllAsync(cancellationToken);
        }

        await session.Store.WriteAsync(
            purge ? new HostState() : state with { Active = null, Journal = null, Schedule = null }, cancellationToken);
        await session.Store.AuditAsync(
            new AuditEntry(DateTimeOffset.UtcNow, DeploymentSession.Me, purge ? "DeployDown --purge" : "DeployDown", null, "done", 0), cancellationToken);
        return new DownReport(session.Bot, session.Host.Name, containers.Count, purge, backup);
    }

    // What is deleted is copied first, home: on the host it would go as well.
    private static async Task<BackupReport?> BackUpAsync(
        DeploymentSession session, HostState state, IDeploymentLog log, CancellationToken cancellationToken)
    {
        var maker = new BackupMaker(session, log);
        return await maker.StepAsync(
            "Backup",
            async () => await maker.CopyAsync(BackupKind.Purge, state, cancellationToken) is { } copy
                ? await maker.BringHomeAsync(copy, cancellationToken)
                : null,
            made => made is null ? "there are no data" : made.Path);
    }
}

/// <summary>What ending the bot did.</summary>
/// <param name="Bot">The bot.</param>
/// <param name="Host">The host.</param>
/// <param name="Ended">How many containers were ended.</param>
/// <param name="Purged">Whether releases, secrets and data were deleted.</param>
/// <param name="Backup">The backup that was made of the deleted data; null when none was.</param>
public sealed record DownReport(string Bot, string Host, int Ended, bool Purged, BackupReport? Backup = null);
