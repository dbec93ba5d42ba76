using TelegramBotStack.Interop;

namespace TelegramBotStack.Storage;

/// <summary>Replaces a file so that a reader, or a crash, sees the old content or the new, never a part.</summary>
internal static class AtomicFile
{
    /// <summary>Replaces the file; when this returns, the new content survives a loss of power.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="cancellationToken">Ends it; the file then has the old content or the new.</param>
    /// <param name="scratch">Directory on the same disk for what is being written; null for that of the file.</param>
    public static async Task WriteDurablyAsync(
        string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken, string? scratch = null)
    {
        await ReplaceAsync(path, content, cancellationToken, scratch).ConfigureAwait(false);
        FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>As <see cref="WriteDurablyAsync"/>, on the thread of the caller, which waits for the disk.</summary>
    public static void WriteDurably(string path, ReadOnlySpan<byte> content)
    {
        var directory = Path.GetDirectoryName(path)!;
        var temporary = TemporaryPath(directory);
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                RandomAccess.Write(file, content, fileOffset: 0);
                RandomAccess.FlushToDisk(file);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FlushDirectory(directory);
    }

    /// <summary>Replaces the file; after <see cref="FlushDirectory"/> the new content survives a loss of power.</summary>
    /// <inheritdoc cref="WriteDurablyAsync"/>
    public static async Task ReplaceAsync(
        string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken, string? scratch = null)
    {
        if (scratch is not null)
        {
            Directory.CreateDirectory(scratch);
        }

        var temporary = TemporaryPath(scratch ?? Path.GetDirectoryName(path)!);
        try
        {
            var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Replaces the file without waiting for the disk.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = TemporaryPath(Path.GetDirectoryName(path)!);
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Replaces the file by one that only the bot's user may read.</summary>
    public static void WritePrivate(string path, ReadOnlySpan<byte> content)
    {
        var temporary = TemporaryPath(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>
    /// Overwrites the file where it is, which works on a full disk as well. Shorter content is filled up with spaces, so
    /// that a reader never sees the end of the old one behind it.
    /// </summary>
    public static void WriteInPlace(string path, ReadOnlySpan<byte> content)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> whole = new byte[Math.Max(RandomAccess.GetLength(file), content.Length)];
        whole.Fill((byte)' ');
        content.CopyTo(whole);
        RandomAccess.Write(file, whole, fileOffset: 0);
    }

    /// <summary>A renamed or deleted name is durable only with its directory; Windows does that by itself.</summary>
    public static void FlushDirectory(string directory)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var handle = Posix.OpenFile(directory, writable: false);
            RandomAccess.FlushToDisk(handle);
        }
    }

    private static string TemporaryPath(string directory) => Path.Combine(directory, $".{Guid.NewGuid():N}.tmp");
}
