using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Deployment.Files;

/// <summary>
/// Lets one process of this user at a time change a file: it is read, changed and replaced under the lock, so that none of
/// several changes is lost. The lock is a file in the temporary directory, not the file itself, which is replaced by
/// another. The system lets go of it when the process dies.
/// </summary>
internal static class FileLock
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <param name="path">The file that is going to be changed.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Disposing of it lets the next one in.</returns>
    /// <exception cref="IOException">Another process has held it for 30 s.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock file belongs to somebody else.</exception>
    public static async Task<IDisposable> TakeAsync(string path, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.UserName}\n{Path.GetFullPath(path)}")));
        var file = Path.Combine(Path.GetTempPath(), $"botstack-{hash[..24]}.lock");
        var waiting = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file) && Stopwatch.GetElapsedTime(waiting) < Limit)
            {
                await Task.Delay(Interval, cancellationToken);
            }
        }
    }
}
