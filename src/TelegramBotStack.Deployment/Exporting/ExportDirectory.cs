using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Exporting;

/// <summary>A directory that is there as a whole or not at all: it is filled beside its place and then moved there.</summary>
internal sealed class ExportDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string target;
    private readonly string partial;

    private ExportDirectory(string target, string partial)
    {
        this.target = target;
        this.partial = partial;
    }

    /// <exception cref="DeploymentException">Something is there already, or nothing can be made there.</exception>
    public static ExportDirectory Create(string path)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw ExportErrors.Exists(target);
        }

        var partial = $"{target}.partial-{Guid.NewGuid().ToString("N")[..8]}";
        Writing(target, () => MakeDirectory(partial));
        return new ExportDirectory(target, partial);
    }

    /// <summary>Makes a file that only its owner may read.</summary>
    /// <param name="name">Path below the directory.</param>
    public FileStream CreateFile(string name)
    {
        var path = Path.Combine(partial, name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream? file = null;
        Writing(target, () =>
        {
            MakeDirectory(Path.GetDirectoryName(path)!);
            file = new FileStream(path, options);
        });
        return file!;
    }

    /// <summary>Moves it to its place.</summary>
    public void Complete() => Writing(target, () =>
    {
        if (Directory.Exists(target))
        {
            Directory.Delete(target);
        }

        Directory.Move(partial, target);
    });

    public void Dispose()
    {
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }
    }

    private static void MakeDirectory(string path)
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

    private static void Writing(string target, Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ExportErrors.CannotWrite(target, error);
        }
    }
}
