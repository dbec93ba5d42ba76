using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Puts other data beside the present ones on the host, and reads them back. The bot goes on with the present ones.</summary>
/// <param name="manifest">What the data are.</param>
/// <param name="directory">Where they are here.</param>
internal sealed class UploadDataStep(BackupManifest manifest, string directory) : IDeploymentStep
{
    public string Name => "Upload data";

    public string Plan(DeploymentRun run) => $"put {manifest.Count} files beside the present data, and compare every hash";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var candidate = run.Release is { } release ? $"{release.Id}.{Guid.NewGuid().ToString("N")[..6]}" : "";
        run.State = run.State with { Restoring = new RestoreEntry(run.Session.Data.NewName(), null, candidate) };
        await run.Session.Store.WriteAsync(run.State, cancellationToken);
        await run.Session.Data.FillAsync(run.State.Restoring.Volume, manifest, directory, cancellationToken);
        return $"{manifest.Count} files, each hash compared";
    }

    public async Task UndoAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.State.Restoring is { } restoring)
        {
            await run.Session.Data.RemoveAsync(restoring.Volume, cancellationToken);
            run.State = run.State with { Restoring = null };
            await run.Session.Store.WriteAsync(run.State, cancellationToken);
        }
    }
}
