using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Encryption;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Proves a backup at home by restoring it to a scratch place. Does not reach for the host.</summary>
public static class BackupVerify
{
    /// <summary>Reads the whole backup, compares every file with its hash, and checks databases.</summary>
    /// <param name="settings">Which bot.</param>
    /// <param name="backup">The backup's id, or the path of its file; null for the newest.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="Errors.DeploymentException">It cannot be trusted; the message says why.</exception>
    public static async Task<BackupReport> RunAsync(DeploySettings settings, string? backup, CancellationToken cancellationToken)
    {
        var home = new BackupDirectory(settings);
        var file = home.Find(backup);
        var identities = await new IdentityFile().ReadAsync(cancellationToken);
        var made = await BackupCheck.RunAsync(file, identities, home.Path, cancellationToken);
        return BackupMaker.Report(made.Manifest, file, made.Odd);
    }
}
