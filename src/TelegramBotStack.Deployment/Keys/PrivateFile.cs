using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using System.Text;

namespace TelegramBotStack.Deployment.Keys;

/// <summary>Writes a new file that nobody else can read, not even in the moment after it was made.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the file, and makes its directory, both for this user only.</summary>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static async Task CreateAsync(string path, string text, CancellationToken cancellationToken)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OnlyMe | UnixFileMode.UserExecute);
        }

        await using var file = OperatingSystem.IsWindows() ? OpenOnWindows(path) : OpenOnUnix(path);
        try
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static FileStream OpenOnUnix(string path) => new(
        path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OnlyMe });

    // What OpenSSH for Windows asks of a private key: nothing inherited, and nobody but the user in the list.
    [SupportedOSPlatform("windows")]
    private static FileStream OpenOnWindows(string path)
    {
        using var me = WindowsIdentity.GetCurrent();
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(me.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        security.SetOwner(me.User!);
        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Write, FileShare.None, 4096, FileOptions.None, security);
    }
}
