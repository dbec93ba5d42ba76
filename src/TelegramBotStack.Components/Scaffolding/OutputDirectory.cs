using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>A file to write.</summary>
internal sealed record OutputFile(byte[] Content, bool IsExecutable);

/// <summary>Writes a set of files into a directory: all of them or none.</summary>
internal static class OutputDirectory
{
    /// <param name="directory">The directory; it need not exist.</param>
    /// <param name="files">Relative paths, with <c>/</c> between folders, and contents.</param>
    /// <param name="force">Whether the directory may hold files already, and those of the same names be replaced.</param>
    /// <exception cref="DeploymentException">It is a file, is not empty, or cannot be written.</exception>
    public static void Write(string directory, IReadOnlyDictionary<string, OutputFile> files, bool force)
    {
        if (File.Exists(directory))
        {
            throw ScaffoldErrors.OutputIsFile(directory);
        }

        if (!force && Directory.Exists(directory))
        {
            RequireEmpty(directory, files.Keys);
        }

        // Beside the directory, and so on the same disk: moving from here to there cannot run out of space.
        var staging = $"{directory}.{Guid.NewGuid().ToString("N")[..8]}.tmp";
        try
        {
            Stage(staging, files);
            if (Directory.Exists(directory))
            {
                MoveInto(directory, staging, files.Keys);
            }
            else
            {
                Directory.Move(staging, directory);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ScaffoldErrors.OutputNotWritable(directory, error);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    // A repository that was just created is empty to its owner.
    private static void RequireEmpty(string directory, IEnumerable<string> files)
    {
        if (Directory.EnumerateFileSystemEntries(directory).Any(entry => Path.GetFileName(entry) != ".git"))
        {
            throw ScaffoldErrors.OutputNotEmpty(directory, [.. files.Where(file => File.Exists(Path.Combine(directory, file)))]);
        }
    }

    private static void Stage(string staging, IReadOnlyDictionary<string, OutputFile> files)
    {
        foreach (var (path, file) in files)
        {
            var target = Path.Combine(staging, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, file.Content);
            if (file.IsExecutable && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(target, File.GetUnixFileMode(target)
                    | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }
        }
    }

    private static void MoveInto(string directory, string staging, IEnumerable<string> files)
    {
        var undo = new Stack<Action>();
        try
        {
            foreach (var file in files)
            {
                var target = Path.Combine(directory, file);
                CreateDirectories(Path.GetDirectoryName(target)!, undo);
                if (File.Exists(target))
                {
                    var replaced = Path.Combine(staging, file + ".replaced");
                    File.Move(target, replaced);
                    undo.Push(() => File.Move(replaced, target));
                }

                File.Move(Path.Combine(staging, file), target);
                undo.Push(() => File.Delete(target));
            }
        }
        catch
        {
            while (undo.TryPop(out var takeBack))
            {
                takeBack();
            }

            throw;
        }
    }

    private static void CreateDirectories(string directory, Stack<Action> undo)
    {
        if (!Directory.Exists(directory))
        {
            CreateDirectories(Path.GetDirectoryName(directory)!, undo);
            Directory.CreateDirectory(directory);
            undo.Push(() => Directory.Delete(directory));
        }
    }
}
