using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether git leaves out what must not get into a repository; git itself is asked, so that its rules count.</summary>
internal sealed class GitIgnoreCheck : IFix
{
    private static readonly string[] Wanted = [".env", "data/", ".nuke/temp/"];

    public CheckCategory Category => CheckCategory.Security;

    public string Name => ".gitignore";

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken) =>
        await Git.IsRepositoryAsync(context.Directory, cancellationToken)
            ? await MissingAsync(context.Directory, cancellationToken) is { Count: > 0 } missing
                ? new CheckOutcome("", RepositoryFindings.NotIgnored(missing))
                : new CheckOutcome(string.Join(", ", Wanted))
            : CheckOutcome.LeftOut("not a git repository");

    public async Task<string?> FixAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var missing = await MissingAsync(context.Directory, cancellationToken);
        var file = Path.Combine(context.Directory, ".gitignore");
        var text = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "";
        var lineBreak = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var gap = text.Length == 0 || text.EndsWith('\n') ? "" : lineBreak;
        await File.AppendAllTextAsync(file, gap + string.Concat(missing.Select(pattern => pattern + lineBreak)), cancellationToken);
        return $"added to .gitignore: {string.Join(", ", missing)}";
    }

    private static async Task<IReadOnlyList<string>> MissingAsync(string directory, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var pattern in Wanted)
        {
            // git-check-ignore(1): 0 is ignored, 1 is not.
            if (await Git.AskAsync(directory, ["check-ignore", "--quiet", "--no-index", pattern], cancellationToken) is { ExitCode: 1 })
            {
                missing.Add(pattern);
            }
        }

        return missing;
    }
}
