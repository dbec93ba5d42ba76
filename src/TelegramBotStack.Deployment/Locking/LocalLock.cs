using System.Text;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Locking;

/// <summary>
/// The lock of this machine. On Linux and macOS .NET locks the file with the same flock(2) that deployers coming
/// over SSH use; and neither macOS nor Windows has flock(1).
/// </summary>
internal sealed class LocalLock : HostLock
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly FileStream file;

    private LocalLock(FileStream file) => this.file = file;

    /// <summary>Never cancelled: the lock lasts as long as this process.</summary>
    public override CancellationToken Lost => CancellationToken.None;

    public static async Task<HostLock> TakeAsync(
        string hostName,
        string path,
        LockHolder holder,
        TimeSpan waitFor,
        Action<LockHolder>? onWaiting,
        CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            if (TryLock(hostName, path) is { } file)
            {
                await File.WriteAllTextAsync(HolderFile(path), holder.ToFile(TimeProvider.System.GetUtcNow()), cancellationToken);
                return new LocalLock(file);
            }

            var other = LockHolder.Parse(await ReadHolderAsync(path, cancellationToken));
            if (TimeProvider.System.GetElapsedTime(started) >= waitFor)
            {
                throw LockErrors.Held(hostName, other.Who, other.What, other.Since);
            }

            if (isFirst)
            {
                onWaiting?.Invoke(other);
            }

            await Task.Delay(Poll, cancellationToken);
        }
    }

    public override ValueTask DisposeAsync() => file.DisposeAsync();

    private static FileStream? TryLock(string hostName, string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw LockErrors.CannotLock(hostName, path, exception.Message);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(path))
        {
            return null;
        }
        catch (IOException exception)
        {
            throw LockErrors.CannotLock(hostName, path, exception.Message);
        }
    }

    // Beside the lock, since a locked file cannot be read on every system.
    private static string HolderFile(string path) => path + ".holder";

    private static async Task<string?> ReadHolderAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(HolderFile(path), Encoding.UTF8, cancellationToken);
        }
        catch (IOException)
        {
            return null; // being written, or not yet
        }
    }
}
