namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>What the checks ask git.</summary>
internal static class Git
{
    /// <summary>
    /// A bot's token as Telegram makes them: the bot's number, a colon, and 35 characters of which the first are AA.
    /// POSIX extended, as git takes it.
    /// </summary>
    public const string TokenPattern = "(^|[^A-Za-z0-9_])[0-9]{8,12}:AA[A-Za-z0-9_-]{33}([^A-Za-z0-9_-]|$)";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static Task<ToolAnswer?> AskAsync(string directory, string[] arguments, CancellationToken cancellationToken) =>
        LocalTool.AskAsync("git", arguments, directory, Limit, cancellationToken);

    public static async Task<bool> IsRepositoryAsync(string directory, CancellationToken cancellationToken) =>
        await AskAsync(directory, ["rev-parse", "--is-inside-work-tree"], cancellationToken) is { ExitCode: 0 };
}
