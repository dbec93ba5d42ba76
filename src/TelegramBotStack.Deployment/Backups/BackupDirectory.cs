using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>The backups of a bot on this machine: a directory with one file each.</summary>
internal sealed class BackupDirectory(DeploySettings deployment)
{
    private readonly BackupSettings settings = deployment.Backup;
    private readonly string bot = deployment.Bot.Name;

    /// <summary>The directory; it need not exist.</summary>
    public string Path { get; } = deployment.Backup.Directory ?? System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "botstack", "backups", deployment.Environment is { } environment ? $"{deployment.Bot.Name}.{environment}" : deployment.Bot.Name);

    /// <summary>The ids of the backups, oldest first.</summary>
    public IReadOnlyList<string> Ids() => !Directory.Exists(Path)
        ? []
        :
        [
            .. Directory.EnumerateFiles(Path, $"{bot}-*{BackupId.Extension}")
                .Select(file => BackupId.TryParse(System.IO.Path.GetFileName(file), bot, out var id) ? id : null)
                .OfType<string>()
                .Order(StringComparer.Ordinal),
        ];

    public string FileOf(string id) => System.IO.Path.Combine(Path, BackupId.FileName(bot, id));

    /// <summary>Finds a backup.</summary>
    /// <param name="wanted">Its id, or the path of a file; null for the newest.</param>
    /// <exception cref="DeploymentException">There is none.</exception>
    public string Find(string? wanted)
    {
        var ids = Ids();
        if (wanted is null)
        {
            return FileOf(ids.Count > 0 ? ids[^1] : throw BackupErrors.NoSuchBackup($"of {bot} in {Path}", []));
        }

        // An id is looked up by its form, never pasted into a path.
        if (BackupId.IsId(wanted) && ids.Contains(wanted))
        {
            return FileOf(wanted);
        }

        return File.Exists(wanted) ? System.IO.Path.GetFullPath(wanted) : throw BackupErrors.NoSuchBackup(wanted, ids.TakeLast(10));
    }

    /// <summary>Deletes what is older than it need be. The newest stays.</summary>
    /// <returns>How many went.</returns>
    public int Prune(DateTimeOffset now)
    {
        var outdated = Retention.Outdated(Ids(), settings.Keep, settings.KeepDays, now);
        foreach (var id in outdated)
        {
            File.Delete(FileOf(id));
        }

        return outdated.Count;
    }
}
