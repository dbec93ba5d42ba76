using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using TelegramBotStack.Deployment.Encryption;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>
/// Writes a backup: a tar of <c>manifest.json</c> and <c>data/…</c>, compressed with gzip, encrypted in the format of the age
/// tool. <c>age -d -i identity file | tar -xz</c> reads it without this stack.
/// </summary>
internal static class BackupArchive
{
    public const string ManifestName = "manifest.json";
    public const string DataPrefix = "data/";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Writes the file, and waits until it is on the disk.</summary>
    /// <param name="file">Where to; it must not exist.</param>
    /// <param name="manifest">What is in it.</param>
    /// <param name="data">The directory with the files.</param>
    /// <param name="recipients">Who can read it.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task WriteAsync(
        string file, BackupManifest manifest, string data, IReadOnlyCollection<AgeRecipient> recipients, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 128 * 1024 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using var output = new FileStream(file, options);
        await using (var encrypted = AgeFile.Encrypt(output, recipients))
        await using (var compressed = new GZipStream(encrypted, CompressionLevel.Fastest))
        await using (var tar = new TarWriter(compressed, TarEntryFormat.Pax))
        {
            await AddManifestAsync(tar, manifest, cancellationToken);
            foreach (var directory in manifest.Directories)
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, $"{DataPrefix}{directory}/") { Mode = DirectoryMode }, cancellationToken);
            }

            foreach (var entry in manifest.Files)
            {
                await using var content = File.OpenRead(Path.Combine(data, entry.Path));
                await tar.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, DataPrefix + entry.Path)
                    {
                        Mode = entry.Mode,
                        ModificationTime = entry.ModifiedAt,
                        DataStream = content,
                    },
                    cancellationToken);
            }
        }

        await output.FlushAsync(cancellationToken);
        output.Flush(flushToDisk: true);
    }

    private static async Task AddManifestAsync(TarWriter tar, BackupManifest manifest, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, BackupManifest.Json));
        await tar.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, ManifestName)
            {
                Mode = OwnerOnly,
                ModificationTime = manifest.CreatedAt,
                DataStream = content,
            },
            cancellationToken);
    }
}
