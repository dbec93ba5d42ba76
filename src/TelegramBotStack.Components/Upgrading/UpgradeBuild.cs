using TelegramBotStack.Components.Development;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>Puts the new files in place and compiles with them; without success the earlier files are back.</summary>
internal static class UpgradeBuild
{
    private static readonly string[] ForeignFolders = ["bin", "obj", ".git", ".nuke", "artifacts", "node_modules"];

    /// <exception cref="DeploymentException">They cannot be written, or the repository does not compile with them.</exception>
    public static async Task ApplyAsync(
        UpgradeRequest request,
        Workshop workshop,
        IReadOnlyList<FileChange> changes,
        string version,
        Screen screen,
        CancellationToken cancellationToken)
    {
        var transaction = FileTransaction.Begin(request.Repository, workshop.Files, changes, LockFiles(new DirectoryInfo(request.Repository)));
        transaction.Apply();
        var isGood = false;
        try
        {
            await screen.WatchAsync(
                "Compile",
                () => CompileAsync(request, workshop.Output, version, cancellationToken),
                _ => "with the new version").ConfigureAwait(false);
            isGood = true;
        }
        finally
        {
            if (!isGood)
            {
                transaction.TakeBack();
            }
        }

        transaction.Keep();

        IEnumerable<string> LockFiles(DirectoryInfo directory) => directory.EnumerateFiles("packages.lock.json")
            .Select(file => Path.GetRelativePath(request.Repository, file.FullName).Replace('\\', '/'))
            .Concat(directory.EnumerateDirectories()
                .Where(child => !ForeignFolders.Contains(child.Name) && child.LinkTarget is null)
                .SelectMany(LockFiles));
    }

    private static async Task<bool> CompileAsync(UpgradeRequest request, string output, string version, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        // Lock files name the old version; they are made anew.
        var exitCode = await ChildProcess.RunAsync(
            "dotnet",
            [
                "build", request.Solution, "--nologo", "--verbosity", "quiet", "--artifacts-path", output,
                "-p:RestoreForceEvaluate=true", "-p:RestoreLockedMode=false",
            ],
            request.Repository, lines.Add, lines.Add, environment: null, cancellationToken).ConfigureAwait(false);
        Clear(Path.GetDirectoryName(output)!);
        return exitCode == 0
            ? true
            : throw UpgradeErrors.DoesNotCompile(version, Essence(lines));
    }

    // What somebody still has open is cleared the next time.
    private static void Clear(string outputs)
    {
        try
        {
            Directory.Delete(outputs, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static IEnumerable<string> Essence(List<string> lines)
    {
        var errors = lines.Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).Distinct().Take(20).ToList();
        return errors is [] ? lines.TakeLast(20) : errors;
    }
}
