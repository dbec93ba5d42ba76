using System.Security.AccessControl;
using System.Security.Principal;

namespace TelegramBotStack.Deployment.Files;

/// <summary>
/// Replaces a file as a whole: whoever reads it sees the old content or the new one, also when this process is killed
/// or the machine loses power in between.
/// </summary>
internal static class WholeFile
{
    private const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <param name="path">The file; its directory must exist.</param>
    /// <param name="content">What it holds from now on.</param>
    /// <param name="onlyMe">Whether nobody but this user may read it: mode 0600; on Windows an access list with this user alone.</param>
    /// <param name="cancellationToken">Leaves the file as it was.</param>
    /// <exception cref="IOException">It cannot be written; it is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written; it is as it was.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, bool onlyMe, CancellationToken cancellationToken)
    {
        // One name for all attempts, so that a process that was killed leaves one file at most.
        var next = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.tmp");
        try
        {
            File.Delete(next);
            await using (var file = Create(next, onlyMe))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }

    private static FileStream Create(string path, bool onlyMe)
    {
        if (onlyMe && OperatingSystem.IsWindows())
        {
            var access = new FileSecurity();
            access.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
            access.AddAccessRule(new FileSystemAccessRule(WindowsIdentity.GetCurrent().User!, FileSystemRights.FullControl, AccessControlType.Allow));
            return new FileInfo(path).Create(
                FileMode.CreateNew, FileSystemRights.FullControl, FileShare.None, bufferSize: 4096, FileOptions.None, access);
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (onlyMe && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OnlyMe;
        }

        return new FileStream(path, options);
    }
}
