using Nuke.Common.IO;
using Nuke.Common.Sessions;

namespace Nuke.Common;

/// <summary>The machine and the process that a build runs in.</summary>
public static class EnvironmentInfo
{
    /// <summary>Whether this is Windows.</summary>
    public static bool IsWin => OperatingSystem.IsWindows();

    /// <summary>Whether this is macOS.</summary>
    public static bool IsOsx => OperatingSystem.IsMacOS();

    /// <summary>Whether this is Linux.</summary>
    public static bool IsLinux => OperatingSystem.IsLinux();

    /// <summary>Whether this is Linux or macOS.</summary>
    public static bool IsUnix => IsLinux || IsOsx;

    /// <summary>Whether the process has 64 bits.</summary>
    public static bool Is64Bit => Environment.Is64BitProcess;

    /// <summary>Directory in which the build was started.</summary>
    public static AbsolutePath WorkingDirectory => AbsolutePath.Create(Path.GetFullPath(BuildSession.Current.Invocation.WorkingDirectory));

    /// <summary>Environment variables when the build started.</summary>
    public static IReadOnlyDictionary<string, string> Variables => BuildSession.Current.Invocation.Environment;

    /// <summary>Words of the command line, without the program.</summary>
    public static string[] CommandLineArguments => [.. BuildSession.Current.Invocation.Arguments];

    /// <summary>The value of an environment variable, or <see langword="null"/>.</summary>
    public static string? GetVariable(string name) => Variables.GetValueOrDefault(name);

    /// <summary>Whether an environment variable is set.</summary>
    public static bool HasVariable(string name) => Variables.ContainsKey(name);

    /// <summary>A folder of the operating system, or <see langword="null"/> where it has none.</summary>
    public static AbsolutePath? SpecialFolder(SpecialFolders folder) =>
        Environment.GetFolderPath((Environment.SpecialFolder)folder) is { Length: > 0 } path ? AbsolutePath.Create(path) : null;
}

/// <summary>Folders of the operating system.</summary>
public enum SpecialFolders
{
    /// <summary>Settings of the user that roam.</summary>
    ApplicationData = Environment.SpecialFolder.ApplicationData,

    /// <summary>Settings of the user on this machine.</summary>
    LocalApplicationData = Environment.SpecialFolder.LocalApplicationData,

    /// <summary>The user's home.</summary>
    UserProfile = Environment.SpecialFolder.UserProfile,
}
