using System.Security.Cryptography;
using System.Text;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Images;

/// <summary>The repository as the context of a Dockerfile of the user's own.</summary>
/// <param name="Dockerfile">Path of the Dockerfile below the root, with forward slashes.</param>
/// <param name="Entries">Directories, files and links to send, by path.</param>
/// <param name="Hash">SHA-256 over paths, kinds and contents, in hexadecimal; what it equals builds the same.</param>
/// <param name="Bytes">Size of the files.</param>
internal sealed record SourceContext(string Dockerfile, IReadOnlyList<ContextEntry> Entries, string Hash, long Bytes)
{
    /// <summary>Looks through the repository.</summary>
    /// <exception cref="DeploymentException">A file cannot be read, or .dockerignore is wrong.</exception>
    public static async Task<SourceContext> ReadAsync(DeploySettings settings, CancellationToken cancellationToken)
    {
        var root = settings.Directory;
        var dockerfile = Relative(root, settings.Dockerfile!);
        var (ignore, ignoreFile) = await IgnoreAsync(root, dockerfile, cancellationToken);
        var rules = new ContextRules(settings);
        if (rules.IsNeverSent(dockerfile, new FileInfo(settings.Dockerfile!)))
        {
            throw ContextErrors.DockerfileNeverSent(dockerfile);
        }

        // Docker needs these two although they may be ignored themselves, and takes them away before the build looks.
        var needed = new[] { dockerfile, ignoreFile }.OfType<string>().ToHashSet(StringComparer.Ordinal);
        var entries = new List<ContextEntry>();
        Walk(new DirectoryInfo(root), "");
        entries.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return new SourceContext(dockerfile, entries, await HashAsync(dockerfile, entries, cancellationToken), entries.Sum(entry => entry.Bytes));

        void Walk(DirectoryInfo directory, string below)
        {
            foreach (var entry in Children(directory))
            {
                var path = below + entry.Name;
                if (rules.IsNeverSent(path, entry))
                {
                    continue;
                }

                var isDirectory = entry is DirectoryInfo { LinkTarget: null };
                var isIgnored = (ignore.IsIgnored(path) || (ContextRules.IsBuildOutput(entry) && !ignore.MayBringBackBelow(path))) && !needed.Contains(path);
                if (!isIgnored)
                {
                    entries.Add(ContextEntry.Of(path, entry));
                }

                if (isDirectory && (!isIgnored || ignore.MayBringBackBelow(path) || needed.Any(file => file.StartsWith(path + "/", StringComparison.Ordinal))))
                {
                    Walk((DirectoryInfo)entry, path + "/");
                }
            }
        }
    }

    private static List<FileSystemInfo> Children(DirectoryInfo directory)
    {
        try
        {
            return [.. directory.EnumerateFileSystemInfos()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ContextErrors.Unreadable(directory.FullName, error);
        }
    }

    // A Dockerfile may have an ignore file of its own beside it.
    private static async Task<(DockerIgnore Ignore, string? File)> IgnoreAsync(string root, string dockerfile, CancellationToken cancellationToken)
    {
        var file = new[] { $"{dockerfile}.dockerignore", ".dockerignore" }.FirstOrDefault(name => File.Exists(Path.Combine(root, name)));
        var text = file is null ? "" : await File.ReadAllTextAsync(Path.Combine(root, file), cancellationToken);
        return (DockerIgnore.Parse(text, file ?? ".dockerignore"), file);
    }

    private static async Task<string> HashAsync(string dockerfile, IReadOnlyList<ContextEntry> entries, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(dockerfile + "\n"));
        foreach (var entry in entries)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{entry.Path}\n{entry.Kind} {entry.IsExecutable} {entry.LinkTarget}\n"));
            if (entry.Kind == ContextEntryKind.File)
            {
                await using var content = entry.Open();
                hash.AppendData(await SHA256.HashDataAsync(content, cancellationToken));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
