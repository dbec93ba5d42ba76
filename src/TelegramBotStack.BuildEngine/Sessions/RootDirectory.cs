using Nuke.Common.IO;
using Nuke.Common.Parameters;

namespace Nuke.Common.Sessions;

/// <summary>Finds the directory that a build is about: the first one with a <c>.nuke</c> directory, from the working directory upwards.</summary>
internal static class RootDirectory
{
    /// <exception cref="UsageException">There is none.</exception>
    public static AbsolutePath Find(CommandLine commandLine, EnvironmentVariables environment, string workingDirectory)
    {
        if (commandLine.Find("Root") is { } argument)
            return Existing(AbsolutePath.From(argument.Values.FirstOrDefault() ?? "", workingDirectory));
        if (environment.FindPrefixed("Root") is { Length: > 0 } root)
            return Existing(AbsolutePath.From(root, workingDirectory));

        for (var directory = new DirectoryInfo(workingDirectory); directory is not null; directory = directory.Parent)
        {
            if (Directory.Exists(Path.Combine(directory.FullName, ".nuke")))
                return AbsolutePath.Create(directory.FullName);
        }

        throw new UsageException($"No directory '.nuke' in '{workingDirectory}' or above it. Create it in the repository's root, or add '--root [path]'.");
    }

    private static AbsolutePath Existing(AbsolutePath root) =>
        Directory.Exists(root.ToString()) ? root : throw new UsageException($"Root directory '{root}' does not exist.");
}
