using TelegramBotStack.Components.Deploying;

namespace TelegramBotStack.Components.BackingUp;

/// <summary>Backs the bot's data up, proves the backups, and brings data back.</summary>
public interface IBackup : IHazDeployment
{
    /// <summary>The backup: its id, or the path of its file. Default: the newest.</summary>
    [Parameter("Backup, as BackupList lists it, or the path of its file; default the newest")]
    string? BackupId => TryGetValue(() => BackupId);

    /// <summary>How many backups are kept. Default: <c>backup.keep</c> in deploy.yaml, which is 10 unless it says otherwise.</summary>
    [Parameter("How many backups are kept; default backup.keep in deploy.yaml, or 10")]
    int? BackupKeep => TryGetValue<int?>(() => BackupKeep);

    /// <summary>Backs the data up while the bot runs, brings the backup home encrypted, and proves it.</summary>
    Target Backup => _ => _
        .Description("Back the bot's data up while it runs, encrypted and proven")
        .Executes(() => DeployTargets.RunAsync(this, (context, cancellationToken) => BackupTargets.BackupAsync(context, BackupKeep, cancellationToken)));

    /// <summary>Lists the backups here and the copies on the host.</summary>
    Target BackupList => _ => _
        .Description("List the backups here and the copies on the host")
        .Executes(() => DeployTargets.RunAsync(this, BackupTargets.ListAsync));

    /// <summary>Restores a backup to a scratch place on this machine, and compares every file.</summary>
    Target BackupVerify => _ => _
        .Description("Prove a backup by restoring it to a scratch place")
        .Executes(() => DeployTargets.RunAsync(this, (context, cancellationToken) => BackupTargets.VerifyAsync(context, BackupId, cancellationToken)));

    /// <summary>Gives the bot the data of a backup; it goes on with its present data if anything fails.</summary>
    Target Restore => _ => _
        .Description("Give the bot the data of a backup, as a whole")
        .Executes(() => DeployTargets.RunAsync(this, (context, cancellationToken) => BackupTargets.RestoreAsync(context, BackupId, cancellationToken)));
}
