using TelegramBotStack.Components.Development;

namespace TelegramBotStack.Components.Deploying;

/// <summary>The commit a release is built from.</summary>
internal static class GitCommit
{
    /// <returns>The commit's short name, with <c>+</c> when something is not committed; null outside a repository or without git.</returns>
    public static async Task<string?> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var commit = await Git.LinesAsync(directory, ["rev-parse", "--short=10", "HEAD"], cancellationToken).ConfigureAwait(false);
        if (commit is not [var name])
        {
            return null;
        }

        // New files too: the compiler takes them whether they are committed or not.
        var changes = await Git.LinesAsync(directory, ["status", "--porcelain", "--untracked-files=normal"], cancellationToken).ConfigureAwait(false);
        return changes is [] ? name : name + "+";
    }
}
