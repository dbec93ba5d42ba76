using System.ComponentModel;
using TelegramBotStack.Components.Development;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>
/// Puts a new bot under version control. That is for the user's convenience: whatever git says, the bot's files stay.
/// </summary>
internal static class FirstCommit
{
    private const string Message = "A new bot on TelegramBotStack";

    /// <param name="directory">The bot's repository, with its files in it.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>What was done, or why nothing was, as a person reads it.</returns>
    public static Task<string> MakeAsync(string directory, CancellationToken cancellationToken) =>
        MakeAsync(directory, new Dictionary<string, string?>(), cancellationToken);

    internal static async Task<string> MakeAsync(string directory, IReadOnlyDictionary<string, string?> variables, CancellationToken cancellationToken)
    {
        try
        {
            if ((await GitAsync(["rev-parse", "--is-inside-work-tree"]).ConfigureAwait(false)).Succeeded)
            {
                var isOwn = Directory.Exists(Path.Combine(directory, ".git"));
                if (!isOwn || (await GitAsync(["rev-parse", "--verify", "--quiet", "HEAD"]).ConfigureAwait(false)).Succeeded)
                {
                    return "the repository that was there is left as it is; commit the new files when you like";
                }
            }
            else if (await GitAsync(["init", "--quiet"]).ConfigureAwait(false) is { Succeeded: false } notMade)
            {
                return $"no repository was made: {notMade.Said}";
            }

            // Asked of git itself, since an identity can come from the environment or any of its files.
            if (!(await GitAsync(["-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"]).ConfigureAwait(false)).Succeeded)
            {
                return "a repository was made, and nothing committed, since git does not know your name and address (git config --global user.name, user.email)";
            }

            if (await GitAsync(["add", "--all"]).ConfigureAwait(false) is { Succeeded: false } notAdded)
            {
                return $"a repository was made, and nothing committed: {notAdded.Said}";
            }

            return await GitAsync(["commit", "--quiet", "--message", Message]).ConfigureAwait(false) is { Succeeded: false } notCommitted
                ? $"a repository was made, and nothing committed: {notCommitted.Said}"
                : "a repository was made, and everything is in its first commit";
        }
        catch (Win32Exception)
        {
            return "no repository was made, since git is not installed";
        }

        async Task<(bool Succeeded, string Said)> GitAsync(string[] arguments)
        {
            var said = new List<string>();
            var exitCode = await ChildProcess.RunAsync("git", arguments, directory, said.Add, said.Add, NoQuestions.Concat(variables).ToDictionary(), cancellationToken).ConfigureAwait(false);
            return (exitCode == 0, said.LastOrDefault(line => line.Length > 0) ?? $"git {arguments[0]} ended with {exitCode}");
        }
    }

    // A hook of the caller's repository may have pointed git elsewhere; and a passphrase for signing cannot be typed here.
    private static readonly Dictionary<string, string?> NoQuestions = new()
    {
        ["GIT_DIR"] = null,
        ["GIT_WORK_TREE"] = null,
        ["GIT_INDEX_FILE"] = null,
        ["GIT_TERMINAL_PROMPT"] = "0",
    };
}
