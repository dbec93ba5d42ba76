using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Gives a bot the data of a backup, as a whole: nothing of the present data stays between them.</summary>
public static class Restore
{
    /// <summary>Reads a backup's manifest, so that a person can be asked about it.</summary>
    /// <param name="settings">Which bot.</param>
    /// <param name="backup">The backup's id, or the path of its file; null for the newest.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DeploymentException">There is none, or it cannot be read.</exception>
    public static async Task<RestorePlan> PlanAsync(DeploySettings settings, string? backup, CancellationToken cancellationToken)
    {
        var file = new BackupDirectory(settings).Find(backup);
        await using var reader = await BackupReader.OpenAsync(file, await new IdentityFile().ReadAsync(cancellationToken), cancellationToken);
        return new RestorePlan(file, reader.Manifest);
    }

    /// <summary>
    /// Restores. The whole backup is checked before anything is touched; a failure, a cancellation or the death of this
    /// process leaves the bot answering with its present data.
    /// </summary>
    /// <param name="settings">Which bot on which host; neither need be those of the backup.</param>
    /// <param name="plan">The backup.</param>
    /// <param name="request">How.</param>
    /// <param name="log">Told what is done.</param>
    /// <param name="cancellationToken">Stops, and takes back what was begun.</param>
    /// <exception cref="DeploymentException">It failed; the exit code tells what state that left.</exception>
    public static async Task<RestoreReport> RunAsync(
        DeploySettings settings, RestorePlan plan, OperationRequest request, IDeploymentLog log, CancellationToken cancellationToken)
    {
        var identities = await new IdentityFile().ReadAsync(cancellationToken);
        using var source = await RestoreSource.OpenAsync(plan.File, identities, cancellationToken);
        var report = await Operation.RunAsync(
            "Restore", settings, request, log,
            async (run, runner, token) =>
            {
                await runner.RunAsync([new PreflightStep(readsSecrets: false)], token);
                run.Release = run.State.ActiveRelease;
                await runner.RunAsync(StepLists.Restore(source.Manifest, source.Directory, run.Release is not null, TimeProvider.System), token);
                return true;
            },
            cancellationToken);
        return new RestoreReport(report, source.Manifest.Id, source.Manifest.Count, source.Manifest.Bytes);
    }
}

/// <summary>A backup that is about to be restored.</summary>
/// <param name="File">Its file.</param>
/// <param name="Manifest">What is in it.</param>
public sealed record RestorePlan(string File, BackupManifest Manifest);

/// <summary>What a restore did.</summary>
/// <param name="Operation">The operation; its release is empty when the bot has not been deployed yet.</param>
/// <param name="Backup">Id of the backup.</param>
/// <param name="Files">How many files were restored.</param>
/// <param name="Bytes">How many bytes they have.</param>
public sealed record RestoreReport(OperationReport Operation, string Backup, int Files, long Bytes);
