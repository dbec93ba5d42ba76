namespace TelegramBotStack.Deployment.Backups;

/// <summary>
/// A directory for data that are not encrypted, readable by this user only and deleted at the end. One that a killed
/// process left behind is deleted by the next.
/// </summary>
internal sealed class ScratchDirectory : IDisposable
{
    private const string Prefix = ".scratch-";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Held open, so that others see that it is in use; the kernel lets go when the process dies.
    private readonly FileStream inUse;

    private ScratchDirectory(string path, FileStream inUse)
    {
        Path = path;
        this.inUse = inUse;
    }

    public string Path { get; }

    /// <summary>Makes one below a directory, which is made as well.</summary>
    public static ScratchDirectory Make(string below)
    {
        MakePrivate(below);
        foreach (var left in Directory.GetDirectories(below, Prefix + "*"))
        {
            DeleteUnlessInUse(left);
        }

        var path = System.IO.Path.Combine(below, Prefix + Guid.NewGuid().ToString("N")[..8]);
        MakePrivate(path);
        return new ScratchDirectory(path, Hold(path));
    }

    /// <summary>Makes a directory that only this user can look into.</summary>
    public static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    public void Dispose()
    {
        inUse.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private static FileStream Hold(string path) =>
        new(System.IO.Path.Combine(path, ".in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static void DeleteUnlessInUse(string path)
    {
        try
        {
            using (Hold(path))
            {
            }

            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody works in it.
            return;
        }
    }
}
