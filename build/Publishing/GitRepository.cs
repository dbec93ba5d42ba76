using System.ComponentModel;
using TelegramBotStack.Components.Development;

namespace TelegramBotStack.Build.Publishing;

/// <summary>What git knows of these sources. Without git or a repository it knows nothing.</summary>
internal sealed class GitRepository(string directory)
{
    /// <returns>Paths that differ from the last commit, new ones among them.</returns>
    public async Task<IReadOnlyList<string>> ChangesAsync(CancellationToken cancellationToken) =>
        [.. (await RunAsync(["status", "--porcelain", "--untracked-files=normal"], cancellationToken)).Select(line => line[3..])];

    /// <returns>The tags of the last commit.</returns>
    public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken) => RunAsync(["tag", "--points-at", "HEAD"], cancellationToken);

    private async Task<IReadOnlyList<string>> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        try
        {
            return await ChildProcess.RunAsync("git", arguments, directory, lines.Add, _ => { }, environment: null, cancellationToken) == 0 ? lines : [];
        }
        catch (Win32Exception)
        {
            return [];
        }
    }
}
