using TelegramBotStack.Deployment.Encryption;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>The files of a backup, unpacked here to be sent to a host. The backup has been checked as a whole.</summary>
internal sealed class RestoreSource : IDisposable
{
    private readonly ScratchDirectory scratch;

    private RestoreSource(ScratchDirectory scratch, BackupManifest manifest)
    {
        this.scratch = scratch;
        Manifest = manifest;
    }

    public BackupManifest Manifest { get; }

    /// <summary>Where the files are.</summary>
    public string Directory => Path.Combine(scratch.Path, "data");

    /// <exception cref="Errors.DeploymentException">The backup cannot be trusted.</exception>
    public static async Task<RestoreSource> OpenAsync(
        string file, IReadOnlyCollection<AgeIdentity> identities, CancellationToken cancellationToken)
    {
        // Checking databases changes them, so it is done to files of their own.
        var place = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var backup = await BackupCheck.RunAsync(file, identities, place, cancellationToken);
        var source = new RestoreSource(ScratchDirectory.Make(place), backup.Manifest);
        try
        {
            System.IO.Directory.CreateDirectory(source.Directory);
            await using var reader = await BackupReader.OpenAsync(file, identities, cancellationToken);
            await BackupCheck.KeepingAsync(place, () => reader.ExtractAsync(source.Directory, cancellationToken));
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public void Dispose() => scratch.Dispose();
}
