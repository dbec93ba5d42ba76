using System.Text;

namespace Nuke.Common.IO;

/// <summary>Files and directories by their path.</summary>
public static class AbsolutePathExtensions
{
    /// <summary>Whether a file is there.</summary>
    public static bool FileExists(this AbsolutePath path) => File.Exists(Text(path));

    /// <summary>Whether a directory is there.</summary>
    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(Text(path));

    /// <summary>The path when something is there, else <see langword="null"/>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="type"><c>file</c>, <c>directory</c> or nothing for either.</param>
    public static AbsolutePath? Existing(this AbsolutePath path, string? type = null) => path.Exists(type) ? path : null;

    /// <summary>Whether something is there.</summary>
    /// <param name="path">The path.</param>
    /// <param name="type"><c>file</c>, <c>directory</c> or nothing for either.</param>
    public static bool Exists(this AbsolutePath path, string? type = null) => type switch
    {
        "file" => path.FileExists(),
        "directory" or "dir" => path.DirectoryExists(),
        null => path.FileExists() || path.DirectoryExists(),
        _ => throw new ArgumentException($"'{type}' is neither 'file' nor 'directory'", nameof(type)),
    };

    /// <summary>Makes the directory with all above it.</summary>
    public static AbsolutePath CreateDirectory(this AbsolutePath path)
    {
        Directory.CreateDirectory(Text(path));
        return path;
    }

    /// <summary>Makes the directory, or empties it.</summary>
    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath path)
    {
        path.DeleteDirectory();
        return path.CreateDirectory();
    }

    /// <summary>Deletes the directory with its content, if it is there.</summary>
    public static void DeleteDirectory(this AbsolutePath path)
    {
        if (path.DirectoryExists())
            Directory.Delete(Text(path), recursive: true);
    }

    /// <summary>Deletes the file, if it is there.</summary>
    public static void DeleteFile(this AbsolutePath path) => File.Delete(Text(path));

    /// <summary>Sets the time of the file, or makes an empty one.</summary>
    public static AbsolutePath TouchFile(this AbsolutePath path, DateTime? time = null, bool createDirectories = true)
    {
        if (createDirectories)
            path.Parent?.CreateDirectory();
        if (!path.FileExists())
            File.WriteAllBytes(Text(path), []);
        File.SetLastWriteTime(Text(path), time ?? DateTime.Now);
        return path;
    }

    /// <summary>The text of the file.</summary>
    public static string ReadAllText(this AbsolutePath path, Encoding? encoding = null) => File.ReadAllText(Text(path), encoding ?? Encoding.UTF8);

    /// <summary>The lines of the file.</summary>
    public static string[] ReadAllLines(this AbsolutePath path, Encoding? encoding = null) => File.ReadAllLines(Text(path), encoding ?? Encoding.UTF8);

    /// <summary>The bytes of the file.</summary>
    public static byte[] ReadAllBytes(this AbsolutePath path) => File.ReadAllBytes(Text(path));

    /// <summary>Writes the text, with a line break at its end; makes the directory.</summary>
    public static AbsolutePath WriteAllText(this AbsolutePath path, string content, Encoding? encoding = null, bool eofLineBreak = true)
    {
        ArgumentNullException.ThrowIfNull(content);
        path.Parent?.CreateDirectory();
        File.WriteAllText(Text(path), eofLineBreak && !content.EndsWith('\n') ? content + Environment.NewLine : content, encoding ?? new UTF8Encoding(false));
        return path;
    }

    /// <summary>Writes the lines; makes the directory.</summary>
    public static AbsolutePath WriteAllLines(this AbsolutePath path, IEnumerable<string> content, Encoding? encoding = null)
    {
        path.Parent?.CreateDirectory();
        File.WriteAllLines(Text(path), content, encoding ?? new UTF8Encoding(false));
        return path;
    }

    /// <summary>Writes the bytes; makes the directory.</summary>
    public static AbsolutePath WriteAllBytes(this AbsolutePath path, byte[] bytes)
    {
        path.Parent?.CreateDirectory();
        File.WriteAllBytes(Text(path), bytes);
        return path;
    }

    /// <summary>Appends text; makes the directory.</summary>
    public static AbsolutePath AppendAllText(this AbsolutePath path, string content, Encoding? encoding = null)
    {
        path.Parent?.CreateDirectory();
        File.AppendAllText(Text(path), content, encoding ?? new UTF8Encoding(false));
        return path;
    }

    /// <summary>Replaces the text of the file by what a function makes of it.</summary>
    public static AbsolutePath UpdateText(this AbsolutePath path, Func<string, string> update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return path.WriteAllText(update(path.ReadAllText()), eofLineBreak: false);
    }

    /// <summary>The path with another extension.</summary>
    public static AbsolutePath WithExtension(this AbsolutePath path, string extension) => AbsolutePath.Create(Path.ChangeExtension(Text(path), extension));

    /// <summary>Whether the path has one of the extensions.</summary>
    public static bool HasExtension(this AbsolutePath path, params string[] extensions) =>
        extensions.Any(extension => path.Name.EndsWith("." + extension.TrimStart('.'), StringComparison.OrdinalIgnoreCase));

    /// <summary>Files whose name matches, down to a depth.</summary>
    public static IEnumerable<AbsolutePath> GetFiles(this AbsolutePath path, string pattern = "*", int depth = 1) =>
        Directory.EnumerateFiles(Text(path), pattern, Depth(depth)).Select(AbsolutePath.Create);

    /// <summary>Directories whose name matches, down to a depth.</summary>
    public static IEnumerable<AbsolutePath> GetDirectories(this AbsolutePath path, string pattern = "*", int depth = 1) =>
        Directory.EnumerateDirectories(Text(path), pattern, Depth(depth)).Select(AbsolutePath.Create);

    /// <summary>The way from this path to another.</summary>
    public static RelativePath GetRelativePathTo(this AbsolutePath path, AbsolutePath destination) => new(Path.GetRelativePath(Text(path), Text(destination)));

    /// <summary>The way from this path to another, with slashes on every system.</summary>
    public static RelativePath GetUnixRelativePathTo(this AbsolutePath path, AbsolutePath destination) =>
        new(Path.GetRelativePath(Text(path), Text(destination)).Replace('\\', '/'));

    /// <summary>Whether another path lies below this one.</summary>
    public static bool Contains(this AbsolutePath path, AbsolutePath other)
    {
        var relative = Path.GetRelativePath(Text(path), Text(other));
        return relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(relative);
    }

    /// <summary>The nearest path, from this one upwards, for which the predicate holds, or <see langword="null"/>.</summary>
    public static AbsolutePath? FindParentOrSelf(this AbsolutePath path, Func<AbsolutePath, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        for (var current = path; current is not null; current = current.Parent)
        {
            if (predicate(current))
                return current;
        }

        return null;
    }

    /// <summary>The nearest path above this one for which the predicate holds, or <see langword="null"/>.</summary>
    public static AbsolutePath? FindParent(this AbsolutePath path, Func<AbsolutePath, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Parent?.FindParentOrSelf(predicate);
    }

    private static EnumerationOptions Depth(int depth) => new() { RecurseSubdirectories = depth > 1, MaxRecursionDepth = depth - 1, IgnoreInaccessible = false };

    private static string Text(AbsolutePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.ToString();
    }
}
