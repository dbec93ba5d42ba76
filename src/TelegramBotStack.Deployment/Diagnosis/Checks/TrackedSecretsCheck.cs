using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether git tracks a file that is for secrets.</summary>
internal sealed class TrackedSecretsCheck : ICheck
{
    private static readonly string[] Examples = [".example", ".sample", ".template", ".dist"];

    public CheckCategory Category => CheckCategory.Security;

    public string Name => "tracked files";

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var answer = await Git.AskAsync(
            context.Directory, ["ls-files", "-z", "--", ".env", ".env.*", "**/.env", "**/.env.*", "*.pfx", "*.key", "*.pem", "id_rsa", "id_ed25519"], cancellationToken);
        if (answer is not { ExitCode: 0 })
        {
            return CheckOutcome.LeftOut("not a git repository");
        }

        return new CheckOutcome(
            "no file for secrets is tracked",
            [
                .. answer.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                    .Where(file => !Examples.Any(end => file.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
                    .Select(RepositoryFindings.SecretTracked),
            ]);
    }
}
