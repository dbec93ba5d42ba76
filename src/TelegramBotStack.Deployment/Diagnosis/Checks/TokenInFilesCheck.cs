using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether a file that is in git, or would be with the next commit, holds a bot's token. The token itself is never read.</summary>
internal sealed class TokenInFilesCheck : ICheck
{
    private const int MostShown = 5;

    public CheckCategory Category => CheckCategory.Security;

    public string Name => "tokens in files";

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        // git-grep(1): 0 is found, 1 is not found, more is an error.
        var answer = await Git.AskAsync(
            context.Directory, ["grep", "--untracked", "-I", "-l", "-z", "-E", "-e", Git.TokenPattern], cancellationToken);
        return answer switch
        {
            { ExitCode: 0 } => new CheckOutcome(
                "", [.. answer.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Take(MostShown).Select(RepositoryFindings.TokenInFile)]),
            { ExitCode: 1 } => new CheckOutcome("no file in git holds a token"),
            _ => CheckOutcome.LeftOut("not a git repository"),
        };
    }
}
