using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Images;

/// <summary>Something in a build's context.</summary>
/// <param name="Path">Path below the context, with forward slashes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Source">Where it lies on this machine.</param>
/// <param name="IsExecutable">Whether it may be executed; all may that come from a machine without such a mark.</param>
/// <param name="LinkTarget">Where a link points to.</param>
/// <param name="Bytes">Size of a file.</param>
internal sealed record ContextEntry(
    string Path, ContextEntryKind Kind, string Source, bool IsExecutable, string? LinkTarget, long Bytes)
{
    public static ContextEntry Of(string path, FileSystemInfo entry) => entry switch
    {
        { LinkTarget: { } target } => new(path, ContextEntryKind.Link, entry.FullName, IsExecutable: false, target.Replace('\\', '/'), 0),
        DirectoryInfo => new(path, ContextEntryKind.Directory, entry.FullName, IsExecutable: true, LinkTarget: null, 0),
        FileInfo file => new(
            path, ContextEntryKind.File, entry.FullName,
            OperatingSystem.IsWindows() || file.UnixFileMode.HasFlag(UnixFileMode.UserExecute), LinkTarget: null, file.Length),
        _ => throw new ArgumentException($"{entry.GetType().Name} is neither a file nor a directory.", nameof(entry)),
    };

    /// <exception cref="DeploymentException">It cannot be read.</exception>
    public FileStream Open()
    {
        try
        {
            return File.OpenRead(Source);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ContextErrors.Unreadable(Source, error);
        }
    }
}

/// <summary>What something in a build's context is.</summary>
internal enum ContextEntryKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    Link,
}
