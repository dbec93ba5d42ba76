namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Guesses from a repository's remotes whose CI it uses; git itself need not be installed.</summary>
internal static class GitRemote
{
    /// <param name="repository">Directory that may hold <c>.git</c>.</param>
    /// <returns>GitLab when a remote's address says so, else GitHub.</returns>
    public static BotCi CiOf(string repository)
    {
        var config = Path.Combine(repository, ".git", "config");
        return File.Exists(config) && File.ReadLines(config).Any(NamesGitLab) ? BotCi.GitLab : BotCi.GitHub;
    }

    private static bool NamesGitLab(string line) =>
        line.TrimStart().StartsWith("url", StringComparison.Ordinal) && line.Contains("gitlab", StringComparison.OrdinalIgnoreCase);
}
