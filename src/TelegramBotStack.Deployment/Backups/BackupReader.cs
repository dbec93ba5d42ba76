using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>Reads a backup from its beginning: first the manifest, then the data, once.</summary>
internal sealed class BackupReader : IAsyncDisposable
{
    private const long MaximumManifest = 256L << 20;

    private readonly string file;
    private readonly FileStream source;
    private readonly GZipStream content;
    private readonly TarReader tar;

    private BackupReader(string file, FileStream source, GZipStream content, TarReader tar, BackupManifest manifest)
    {
        this.file = file;
        this.source = source;
        this.content = content;
        this.tar = tar;
        Manifest = manifest;
    }

    public BackupManifest Manifest { get; }

    /// <exception cref="DeploymentException">It is no backup, damaged, for others, or of a newer format.</exception>
    public static async Task<BackupReader> OpenAsync(string file, IReadOnlyCollection<AgeIdentity> identities, CancellationToken cancellationToken)
    {
        var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 128 * 1024);
        try
        {
            return await ReadingAsync(file, async () =>
            {
                await EnsureBeginsLikeOneAsync(file, source, cancellationToken);
                var content = new GZipStream(AgeFile.Decrypt(source, identities), CompressionMode.Decompress);
                var tar = new TarReader(content);
                return new BackupReader(file, source, content, tar, await ReadManifestAsync(file, tar, cancellationToken));
            });
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the data to the end of the file, and compares them with the manifest.</summary>
    /// <param name="directory">Where the files go; null to read and compare only.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DeploymentException">Something is damaged, missing, or should not be there.</exception>
    public Task ExtractAsync(string? directory, CancellationToken cancellationToken) => ReadingAsync(file, async () =>
    {
        var limits = new TarLimits(Manifest.Files.Count + Manifest.Directories.Count, Manifest.Bytes);
        var found = await TarExtractor.ReadAsync(tar, directory, limits, leaveOut: null, PathOfData, cancellationToken);
        await content.CopyToAsync(Stream.Null, cancellationToken); // the end is genuine only when it has been read
        Compare(found);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        await tar.DisposeAsync();
        await content.DisposeAsync();
        await source.DisposeAsync();
    }

    // Whatever it is, a file that is cut short within its first line says no more than that.
    private static async Task EnsureBeginsLikeOneAsync(string file, FileStream source, CancellationToken cancellationToken)
    {
        var beginning = "age-encryption.org/v1\n"u8.ToArray();
        var found = new byte[beginning.Length];
        var count = await source.ReadAtLeastAsync(found, found.Length, throwOnEndOfStream: false, cancellationToken);
        source.Position = 0;
        if (count == 0 || !beginning.AsSpan(..count).SequenceEqual(found.AsSpan(..count)))
        {
            throw BackupErrors.NotABackup(file, "it is not encrypted in the age format.");
        }
    }

    private static async Task<BackupManifest> ReadManifestAsync(string file, TarReader tar, CancellationToken cancellationToken)
    {
        if (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is not { Name: BackupArchive.ManifestName, DataStream: { } data, Length: <= MaximumManifest })
        {
            throw BackupErrors.NotABackup(file, $"it does not begin with {BackupArchive.ManifestName}.");
        }

        var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(data, BackupManifest.Json, cancellationToken)
            ?? throw BackupErrors.NotABackup(file, "its manifest is empty.");
        if (manifest.Format > BackupManifest.CurrentFormat)
        {
            throw BackupErrors.NewerFormat(file, manifest.Format);
        }

        if (!BackupId.IsId(manifest.Id) || manifest.Count != manifest.Files.Count || manifest.Bytes != manifest.Files.Sum(entry => entry.Size)
            || manifest.Files.Any(entry => entry.Size < 0))
        {
            throw BackupErrors.Damaged(file, "its manifest contradicts itself.");
        }

        return manifest;
    }

    private static async Task<T> ReadingAsync<T>(string file, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (AgeException error)
        {
            throw error.Problem switch
            {
                AgeProblem.OtherFormat => BackupErrors.NotABackup(file, error.Message, error),
                AgeProblem.ForOthers => BackupErrors.ForOthers(file, error),
                _ => BackupErrors.Damaged(file, error.Message, error),
            };
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException or JsonException or ArgumentException)
        {
            throw BackupErrors.Damaged(file, error.Message, error);
        }
    }

    private string? PathOfData(string path) => path.StartsWith(BackupArchive.DataPrefix, StringComparison.Ordinal)
        ? path[BackupArchive.DataPrefix.Length..]
        : path + "/" == BackupArchive.DataPrefix ? null : throw BackupErrors.Unsafe(path, "is no part of a backup");

    private void Compare(TarContent found)
    {
        var expected = Manifest.Files.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        foreach (var entry in found.Files)
        {
            if (!expected.Remove(entry.Path, out var listed))
            {
                throw BackupErrors.Damaged(file, $"{entry.Path} is not in its manifest.");
            }

            if (entry.Size != listed.Size || entry.Sha256 != listed.Sha256)
            {
                throw BackupErrors.Damaged(file, $"{entry.Path} differs from its manifest.");
            }
        }

        if (expected.Count > 0)
        {
            throw BackupErrors.Damaged(file, $"{expected.Keys.First()} is missing.");
        }
    }
}
