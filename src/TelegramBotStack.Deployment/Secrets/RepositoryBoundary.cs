using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>Keeps the key out of the repository whose secrets it opens.</summary>
internal static class RepositoryBoundary
{
    /// <param name="identity">Path of the identity file.</param>
    /// <param name="directory">The bot's directory; the repository is the Git working tree around it, or itself.</param>
    /// <exception cref="DeploymentException">The identity is inside.</exception>
    public static void Check(string identity, string directory)
    {
        var repository = RootOf(directory);
        var relative = Path.GetRelativePath(Real(repository), Real(identity));
        if (relative != ".." && !relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Path.IsPathRooted(relative))
        {
            throw SecretErrors.IdentityInRepository(identity, repository);
        }
    }

    private static string RootOf(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            var git = Path.Combine(folder.FullName, ".git");
            if (Directory.Exists(git) || File.Exists(git))
            {
                return folder.FullName;
            }
        }

        return directory;
    }

    // The path with the links of its folders followed, as far as it exists.
    private static string Real(string path)
    {
        path = Path.GetFullPath(path);
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        FileSystemInfo here = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        var target = here.LinkTarget is null ? null : here.ResolveLinkTarget(returnFinalTarget: true);
        return target?.FullName ?? Path.Combine(Real(parent), Path.GetFileName(path));
    }
}
