using System.Formats.Tar;
using System.Security.Cryptography;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>
/// Unpacks what others have packed: only regular files and directories below one directory, each once, within limits. What a
/// path means is decided by its text alone, so that nothing on the disk can lead out of the directory.
/// </summary>
internal static class TarExtractor
{
    private const int MaximumPath = 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Permissions = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The path of an entry, checked: relative, with <c>/</c>, without anything that leads elsewhere. Empty for the top.</summary>
    /// <exception cref="DeploymentException">It leads elsewhere.</exception>
    public static string SafePath(string name)
    {
        if (name.Length > MaximumPath)
        {
            throw BackupErrors.Unsafe(name, "is longer than a path may be");
        }

        if (name.StartsWith('/') || name.Contains('\0', StringComparison.Ordinal))
        {
            throw BackupErrors.Unsafe(name, "is not a relative path");
        }

        var parts = name.TrimEnd('/').Split('/').Where(part => part != ".").ToArray();
        if (parts is [""])
        {
            return "";
        }

        foreach (var part in parts)
        {
            if (part is "" or "..")
            {
                throw BackupErrors.Unsafe(name, "leads out of the directory");
            }

            if (OperatingSystem.IsWindows() && (part.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || part[^1] is '.' or ' '))
            {
                throw BackupErrors.Unsafe(name, "cannot be the name of a file on Windows");
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>Reads the entries of an archive to its end.</summary>
    /// <param name="archive">The archive; it stays open.</param>
    /// <param name="directory">Where the files go; null to read and hash only.</param>
    /// <param name="limits">How many files and bytes there may be.</param>
    /// <param name="leaveOut">
    /// Told of each entry that is neither file nor directory, which is then left out; null to refuse the archive for it.
    /// </param>
    /// <param name="select">Where an entry's path belongs below the directory; null to pass it over.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DeploymentException">The archive holds something that it must not.</exception>
    public static async Task<TarContent> ReadAsync(
        TarReader archive, string? directory, TarLimits limits, Action<string>? leaveOut, Func<string, string?> select, CancellationToken cancellationToken)
    {
        var files = new List<BackupFile>();
        var directories = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var bytes = 0L;
        while (await archive.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            var path = SafePath(entry.Name) is { Length: > 0 } safe ? select(safe) : null;
            if (path is null)
            {
                continue;
            }

            if (files.Count + directories.Count >= limits.Entries)
            {
                throw BackupErrors.Unsafe(entry.Name, $"is one more than the {limits.Entries} entries there may be");
            }

            switch (entry.EntryType)
            {
                case TarEntryType.Directory:
                    directories.Add(path);
                    if (directory is not null)
                    {
                        Directory.CreateDirectory(Path.Combine(directory, path));
                    }

                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    bytes += entry.Length;
                    if (bytes > limits.Bytes)
                    {
                        throw BackupErrors.Unsafe(entry.Name, $"goes beyond the {limits.Bytes} bytes there may be");
                    }

                    if (!seen.Add(path))
                    {
                        throw BackupErrors.Unsafe(entry.Name, "is there twice");
                    }

                    var hash = await WriteAsync(entry, directory is null ? null : Path.Combine(directory, path), cancellationToken);
                    files.Add(new BackupFile(path, entry.Length, entry.Mode & Permissions, entry.ModificationTime.ToUniversalTime(), hash));
                    break;
                case var type when leaveOut is not null:
                    leaveOut($"{path} ({type})");
                    break;
                case var type:
                    throw BackupErrors.Unsafe(entry.Name, $"is a {type} and not a file or directory");
            }
        }

        return new TarContent([.. files.OrderBy(file => file.Path, StringComparer.Ordinal)], [.. directories], bytes);
    }

    private static async Task<string> WriteAsync(TarEntry entry, string? target, CancellationToken cancellationToken)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = target is null ? Stream.Null : Create(target);
        if (entry.DataStream is { } content)
        {
            var buffer = new byte[81920];
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                sha.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    private static FileStream Create(string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);

        // Only what is new: where names differ in case alone, a second file must not replace the first.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(target, options);
    }
}

/// <summary>How much an archive may hold.</summary>
/// <param name="Entries">Files and directories.</param>
/// <param name="Bytes">Bytes in all files together.</param>
internal sealed record TarLimits(int Entries, long Bytes)
{
    /// <summary>What a bot's data may be: a million entries.</summary>
    public static TarLimits Of(long bytes) => new(1_000_000, bytes);
}

/// <summary>What an archive holds.</summary>
/// <param name="Files">Its files, by path.</param>
/// <param name="Directories">Its directories, by path.</param>
/// <param name="Bytes">Bytes in all files together.</param>
internal sealed record TarContent(IReadOnlyList<BackupFile> Files, IReadOnlyList<string> Directories, long Bytes);
