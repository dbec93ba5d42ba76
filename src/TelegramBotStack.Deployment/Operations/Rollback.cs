using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Brings an earlier release back, with the configuration and the secrets it had.</summary>
public static class Rollback
{
    /// <summary>Rolls back, with the same handover and verification as a deployment.</summary>
    /// <param name="settings">Which bot on which host.</param>
    /// <param name="release">The release to bring back; null for the one before the active one.</param>
    /// <param name="withData">
    /// Whether the data are brought back as well: those that were copied before the release's successor was deployed.
    /// </param>
    /// <param name="request">How.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="cancellationToken">Stops, and takes back what was begun.</param>
    /// <exception cref="DeploymentException">It failed; the exit code tells what state that left.</exception>
    public static Task<OperationReport> RunAsync(
        DeploySettings settings, string? release, bool withData, OperationRequest request, IDeploymentLog log, CancellationToken cancellationToken) =>
        Operation.RunAsync(
            "Rollback", settings, request, log,
            async (run, runner, token) =>
            {
                run.IsRollback = true;
                await runner.RunAsync([new PreflightStep(readsSecrets: false)], token);
                run.Release = Choose(OfMethod(run.State, settings.Method), release, settings.Bot.Name);
                if (run.Old?.Release == run.Release.Id)
                {
                    log.Note($"Release {run.Release.Id} answers already; nothing is changed");
                    return false;
                }

                if (withData)
                {
                    await WithDataAsync(run, runner, token);
                    return true;
                }

                await runner.RunAsync(StepLists.TakeOver(TimeProvider.System), token);
                return true;
            },
            cancellationToken);

    private static async Task WithDataAsync(DeploymentRun run, StepRunner runner, CancellationToken cancellationToken)
    {
        var maker = new BackupMaker(run.Session, run.Log);
        var copies = await maker.Snapshots.ListAsync(cancellationToken);
        var wanted = run.State.ActiveRelease?.DataSnapshot;
        var copy = copies.FirstOrDefault(found => found.Id == wanted && found.Release == run.Release!.Id)
            ?? throw BackupErrors.NoSnapshot(run.Release!.Id, run.Session.Host.Name);
        using var scratch = ScratchDirectory.Make(maker.Home.Path);
        var file = Path.Combine(scratch.Path, BackupId.FileName(run.Session.Bot, copy.Id));

        // A file that lives as long as this process is for nobody else to read.
        var identity = AgeIdentity.Create();
        await maker.StepAsync(
            "Read data", () => maker.FetchAsync(copy, file, [identity], [identity.Recipient], cancellationToken),
            made => $"{made.Manifest.Count} files of {copy.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC");
        using var source = await RestoreSource.OpenAsync(file, [identity], cancellationToken);
        await runner.RunAsync(StepLists.Restore(source.Manifest, source.Directory, isDeployed: true, TimeProvider.System), cancellationToken);
    }

    // A release of another method is not where this one's runtime looks.
    private static HostState OfMethod(HostState state, DeploymentMethod method) =>
        state with { Releases = [.. state.Releases.Where(release => release.Method == method)] };

    internal static Release Choose(HostState state, string? wanted, string bot)
    {
        Release[] good = [.. state.Releases.Where(release => release.VerifiedAt is not null)];
        if (wanted is not null)
        {
            return good.FirstOrDefault(release => release.Id == wanted)
                ?? throw DeployErrors.NoSuchRelease(wanted, good.Select(release => release.Id));
        }

        return good
            .Where(release => release.TakenBackAt is null && string.CompareOrdinal(release.Id, state.Active) < 0)
            .MaxBy(release => release.Id, StringComparer.Ordinal)
            ?? throw DeployErrors.NothingToRollBack(bot);
    }
}
