using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>
/// Whether an earlier commit brought a token in. What is in the files now is the matter of <see cref="TokenInFilesCheck"/>,
/// and named there.
/// </summary>
internal sealed class TokenInHistoryCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Security;

    public string Name => "tokens in history";

    public IReadOnlyList<Type> After => [typeof(TokenInFilesCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var answer = await Git.AskAsync(
            context.Directory, ["log", "-G", Git.TokenPattern, "--format=%h", "-n", "1", "HEAD"], cancellationToken);
        return answer switch
        {
            null => CheckOutcome.LeftOut("the history is too long to be read in a few seconds"),
            { ExitCode: not 0 } => CheckOutcome.LeftOut("no commit yet"),
            { Output: var commit } when commit.Trim() is { Length: > 0 } found => new CheckOutcome("", RepositoryFindings.TokenInHistory(found)),
            _ => new CheckOutcome("no commit holds a token"),
        };
    }
}
