using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Copies the bot's data before anything is done that could spoil them. Without a copy nothing is done.</summary>
/// <param name="kind">What the copy is made for.</param>
internal sealed class BackupStep(BackupKind kind) : IDeploymentStep
{
    public string Name => "Backup";

    public string Plan(DeploymentRun run) => !IsWanted(run) ? "nothing: backup.before-deploy is false"
        : run.Session.Settings.Backup.Copy == BackupCopy.Home && kind == BackupKind.Deploy
            ? "copy the data within milliseconds, keep the copy on the host and bring it home"
            : "copy the data within milliseconds, keep the copy on the host";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (kind == BackupKind.Deploy && run.Session.Runtime is not DockerRuntime)
        {
            return "left out: only the data of containers are backed up";
        }

        var settings = run.Session.Settings.Backup;
        var maker = new BackupMaker(run.Session, run.Log);
        if (kind == BackupKind.Deploy && (settings.Schedule ?? run.State.Schedule) is not null)
        {
            await CronTable.ApplyAsync(run.Session.Host, maker.Order(BackupKind.Schedule, run.State), settings.Schedule, cancellationToken);
            run.State = run.State with { Schedule = settings.Schedule };
        }

        if (!IsWanted(run))
        {
            return "left out";
        }

        if (await maker.CopyAsync(kind, run.State, cancellationToken) is not { } copy)
        {
            return "there are no data yet";
        }

        if (kind == BackupKind.Deploy)
        {
            run.Release = run.Release! with { DataSnapshot = copy.Id };
        }

        if (kind == BackupKind.Deploy && settings.Copy == BackupCopy.Home)
        {
            await maker.BringHomeAsync(copy, cancellationToken);
        }

        return Operations.Backup.Frozen(copy);
    }

    private bool IsWanted(DeploymentRun run) =>
        kind != BackupKind.Deploy || (run.Session.Settings.Backup.BeforeDeploy && !run.SkipBackup);
}
