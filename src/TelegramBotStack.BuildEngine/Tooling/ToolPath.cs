namespace Nuke.Common.Tooling;

/// <summary>Finds programs by their name as a shell does.</summary>
public static class ToolPathResolver
{
    /// <summary>The full path of a program in PATH.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static string GetPathExecutable(string pathExecutable) =>
        Find(pathExecutable) ?? throw new ArgumentException($"Could not find '{pathExecutable}' in PATH.");

    internal static string? Find(string tool)
    {
        if (Path.IsPathRooted(tool))
            return File.Exists(tool) ? tool : null;

        var extensions = OperatingSystem.IsWindows() ? (Environment.GetEnvironmentVariable("PATHEXT") ?? ".EXE;.CMD;.BAT").Split(';').Prepend("") : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(directory => extensions.Select(extension => Path.Combine(directory, tool + extension)))
            .FirstOrDefault(File.Exists);
    }
}
