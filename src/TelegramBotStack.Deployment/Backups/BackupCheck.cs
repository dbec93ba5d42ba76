using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>Proves a backup by restoring it to a scratch place and looking at what is there.</summary>
internal static class BackupCheck
{
    private const long Spare = 32L << 20;

    /// <param name="file">The backup.</param>
    /// <param name="identities">Who reads it.</param>
    /// <param name="scratch">Directory that the scratch place is made in.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DeploymentException">It is no whole backup, or a database in it is damaged.</exception>
    public static async Task<CheckedBackup> RunAsync(
        string file, IReadOnlyCollection<AgeIdentity> identities, string scratch, CancellationToken cancellationToken)
    {
        await using var reader = await BackupReader.OpenAsync(file, identities, cancellationToken);
        EnsureRoom(scratch, reader.Manifest.Bytes);
        using var place = ScratchDirectory.Make(scratch);
        var data = Path.Combine(place.Path, "data");
        await KeepingAsync(scratch, () => reader.ExtractAsync(data, cancellationToken));
        return new CheckedBackup(reader.Manifest, await DataCheck.RunAsync(data, reader.Manifest.Files, cancellationToken));
    }

    /// <exception cref="DeploymentException">There is no room for so many bytes.</exception>
    public static void EnsureRoom(string directory, long bytes)
    {
        ScratchDirectory.MakePrivate(directory);
        var free = new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace;
        if (free < bytes + Spare)
        {
            throw BackupErrors.NoSpaceHere(directory, bytes + Spare, free);
        }
    }

    /// <summary>Turns what this machine's disk refuses into an error with a mend.</summary>
    public static async Task KeepingAsync(string directory, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw BackupErrors.CannotKeep(directory, error.Message, error);
        }
    }
}

/// <summary>A backup that has proven whole.</summary>
/// <param name="Manifest">What is in it.</param>
/// <param name="Odd">What is odd in the data but may be meant so, a line each.</param>
internal sealed record CheckedBackup(BackupManifest Manifest, IReadOnlyList<string> Odd);
