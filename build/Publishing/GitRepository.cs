using TelegramBotStack.Components.Development;

namespace TelegramBotStack.Build.Publishing;

/// <summary>What git knows of these sources. Without git or a repository it knows nothing.</summary>
internal sealed class GitRepository(string directory)
{
    /// <returns>Paths that differ from the last commit, new ones among them.</returns>
    public async Task<IReadOnlyList<string>> ChangesAsync(CancellationToken cancellationToken) =>
        [.. (await Git.LinesAsync(directory, ["status", "--porcelain", "--untracked-files=normal"], cancellationToken)).Select(line => line[3..])];

    /// <returns>The tags of the last commit.</returns>
    public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken) =>
        Git.LinesAsync(directory, ["tag", "--points-at", "HEAD"], cancellationToken);
}
