using System.Globalization;

namespace TelegramBotStack.Deployment.Errors;

/// <summary>Failures of backups and of bringing them back: <c>TBS80xx</c>.</summary>
internal static class BackupErrors
{
    public const string NothingToBackUpCode = "TBS8001";
    public const string NoSpaceOnHostCode = "TBS8002";
    public const string BusyCode = "TBS8003";
    public const string CopyFailedCode = "TBS8004";
    public const string FreezeBrokenCode = "TBS8005";
    public const string OtherMethodCode = "TBS8006";
    public const string NoSuchBackupCode = "TBS8010";
    public const string NotABackupCode = "TBS8011";
    public const string DamagedCode = "TBS8012";
    public const string ForOthersCode = "TBS8013";
    public const string UnsafeCode = "TBS8014";
    public const string NewerFormatCode = "TBS8015";
    public const string DataDamagedCode = "TBS8016";
    public const string NoSpaceHereCode = "TBS8017";
    public const string CannotKeepCode = "TBS8018";
    public const string NotRestoredCode = "TBS8020";
    public const string NoSnapshotCode = "TBS8021";
    public const string NoCronCode = "TBS8030";
    public const string CronRefusedCode = "TBS8031";

    public static DeploymentException NothingToBackUp(string bot, string host) => new(
        NothingToBackUpCode, $"{bot} has no data on {host} yet.", "Back up when the bot has written something; until then there is nothing to lose.");

    public static DeploymentException NoSpaceOnHost(string host, string where, long? needed, long? free) => new(
        NoSpaceOnHostCode,
        $"There is no room for a copy of the data on {host} ({where})"
            + (needed is > 0 && free is not null ? $": {Size(needed.Value)} are needed, {Size(free.Value)} are free." : "."),
        "Free space on the host, for example with 'docker image prune', or keep fewer copies there (backup.keep in deploy.yaml).");

    public static DeploymentException Busy(string host, string holder) => new(
        BusyCode, $"Another copy of the data is being made on {host}: {holder}", "Wait until it has finished and run again.", ExitCode.Refused);

    public static DeploymentException CopyFailed(string host, string reason) => new(
        CopyFailedCode, $"The data could not be copied on {host}: {reason}", "Read the reason; the bot goes on, and nothing was changed.");

    public static DeploymentException FreezeBroken(string host, string reason) => new(
        FreezeBrokenCode, $"The copy on {host} was thrown away, since the bot did not stand still while it was made: {reason}",
        "Run it again; if it happens again, look who else pauses containers, or why the host's disk is so slow.");

    public static DeploymentException OtherMethod(string bot) => new(
        OtherMethodCode, $"{bot} does not run in a container, and only the data of containers can be backed up.",
        "Copy the data yourself; --skip-backup goes on without.", ExitCode.BadUsage);

    public static DeploymentException NoSuchBackup(string id, IEnumerable<string> known) => new(
        NoSuchBackupCode,
        known.Any() ? $"There is no backup {id}. Known: {string.Join(", ", known)}." : $"There is no backup {id}, nor any other.",
        "Take one of './build.sh BackupList', or name a backup's file.", ExitCode.BadUsage);

    public static DeploymentException NotABackup(string file, string reason, Exception? inner = null) => new(
        NotABackupCode, $"{file} is not a backup of this stack: {reason}", "Name another file; './build.sh BackupList' lists the backups.",
        ExitCode.BadUsage, inner);

    public static DeploymentException Damaged(string file, string reason, Exception? inner = null) => new(
        DamagedCode, $"{file} is damaged: {reason}", "Take another backup; './build.sh BackupList' lists them. This one can no longer be trusted.",
        inner: inner);

    public static DeploymentException ForOthers(string file, Exception? inner = null) => new(
        ForOthersCode, $"{file} cannot be read here: none of your identities is one that it was encrypted for.",
        "Put the identity it was made with into ~/.config/botstack/identity or BOTSTACK_IDENTITY.", ExitCode.BadUsage, inner);

    public static DeploymentException Unsafe(string entry, string reason) => new(
        UnsafeCode, $"The archive holds '{Shown(entry)}', which {reason}. Nothing was written.", "Do not use this file; find out where it comes from.");

    public static DeploymentException NewerFormat(string file, int format) => new(
        NewerFormatCode, $"{file} was made by a newer version of the stack (format {format}).", "Update the stack here, then run it again.", ExitCode.BadUsage);

    public static DeploymentException DataDamaged(string path, string reason) => new(
        DataDamagedCode, $"The database {Shown(path)} in the data is damaged: {reason}",
        "Restore an older backup, or repair the database. To deploy all the same, add --skip-backup.");

    public static DeploymentException NoSpaceHere(string directory, long needed, long free) => new(
        NoSpaceHereCode, $"There is no room in {directory}: {Size(needed)} are needed, {Size(free)} are free.",
        "Free space on this machine, or name another directory in deploy.yaml under backup.directory.");

    public static DeploymentException CannotKeep(string directory, string reason, Exception inner) => new(
        CannotKeepCode, $"The backup cannot be written to {directory}: {reason}",
        "Give your user the right to write there and make room, or name another directory in deploy.yaml under backup.directory.", inner: inner);

    public static DeploymentException NotRestored(string host, string reason) => new(
        NotRestoredCode, $"What arrived on {host} is not what is in the backup: {reason}", "Run it again; if it happens again, check the host's disk.");

    public static DeploymentException NoSnapshot(string release, string host) => new(
        NoSnapshotCode, $"{host} has no copy of the data as release {release} left it.",
        "Roll back without --with-data, or bring data back from a backup: './build.sh BackupList', then './build.sh Restore --backup-id …'.",
        ExitCode.BadUsage);

    public static DeploymentException NoCron(string host) => new(
        NoCronCode, $"There is no 'crontab' on {host}, so backup.schedule cannot be kept.",
        "Install cron there (Debian, Ubuntu: 'apt-get install cron'; Fedora: 'dnf install cronie'), or remove backup.schedule from deploy.yaml.");

    public static DeploymentException CronRefused(string host, string reason) => new(
        CronRefusedCode, $"The schedule could not be written on {host}: {reason}", "Mend what it says, or remove backup.schedule from deploy.yaml.");

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0.0} MB");

    // A hostile name must not command the terminal.
    private static string Shown(string name) =>
        string.Concat(name.Take(120).Select(character => char.IsControl(character) ? '?' : character));
}
