using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Deployment.Images;

/// <summary>
/// What is never sent to a host, whatever <c>.dockerignore</c> says: version control, secrets, keys, configuration of
/// deployments, backups and the data of a bot that was run here.
/// </summary>
internal sealed class ContextRules(DeploySettings settings)
{
    private readonly HashSet<string> secrets =
    [
        .. settings.Secrets.Values.OfType<FileSecret>().Select(secret => secret.Path),
        .. settings.Secrets.Values.OfType<DotEnvSecret>().Select(secret => secret.Path),
        .. settings.Host.Key is { } key ? [key] : Array.Empty<string>(),
        settings.Host.KnownHosts,
    ];

    /// <param name="path">Path below the repository's root, with forward slashes.</param>
    /// <param name="entry">The file or directory.</param>
    public bool IsNeverSent(string path, FileSystemInfo entry) =>
        entry.Name is ".git" or ".nuke" or ".botstack" or ".DS_Store"
        || entry.Name.StartsWith(".env", StringComparison.OrdinalIgnoreCase)
        || entry.Name.EndsWith(".botbackup", StringComparison.OrdinalIgnoreCase)
        || IsDeployFile(path)
        || secrets.Contains(entry.FullName)
        || (entry is DirectoryInfo { LinkTarget: null } directory && (IsBotData(directory) || IsExport(directory)));

    /// <summary>Whether it is what the .NET SDK leaves beside a project. A line with <c>!</c> in .dockerignore brings it back.</summary>
    public static bool IsBuildOutput(FileSystemInfo entry) =>
        entry is DirectoryInfo { Name: "bin" or "obj", Parent: { } parent } && parent.EnumerateFiles("*.*proj").Any();

    private static bool IsDeployFile(string path) =>
        !path.Contains('/', StringComparison.Ordinal)
        && path.StartsWith("deploy.", StringComparison.OrdinalIgnoreCase)
        && Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml" or ".known_hosts";

    // A bot that was run here keeps its lease there.
    private static bool IsBotData(DirectoryInfo directory) => Directory.Exists(Path.Combine(directory.FullName, ".botstack"));

    // What DeployExport wrote, with the secrets in plain text.
    private static bool IsExport(DirectoryInfo directory) =>
        File.Exists(Path.Combine(directory.FullName, "compose.yaml")) && Directory.Exists(Path.Combine(directory.FullName, "secrets"));
}
