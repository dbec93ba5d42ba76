using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Diagnosis.Checks;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>Whether a Dockerfile of the repository's own makes an image that a bot can live in.</summary>
internal sealed partial class DockerfileCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Configuration;

    public string Name => "Dockerfile";

    public IReadOnlyList<Type> After => [typeof(ConfigurationCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (context.Settings.Dockerfile is not { } path)
        {
            return CheckOutcome.LeftOut("the image is the stack's own");
        }

        var name = Path.GetRelativePath(context.Directory, path);
        return new CheckOutcome(name, [.. Judge(name, await File.ReadAllTextAsync(path, cancellationToken))]);
    }

    internal static IEnumerable<Finding> Judge(string name, string text)
    {
        // A line that ends with a backslash goes on in the next one.
        string[] instructions =
        [
            .. Continued().Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal), " ").Split('\n', StringSplitOptions.TrimEntries)
                .Where(line => line.Length > 0 && line[0] != '#'),
        ];
        if (!instructions.Any(line => From().IsMatch(line)))
        {
            yield return CodeFindings.NoBaseImage(name);
            yield break;
        }

        // Only the last stage becomes the image.
        string[] last = [.. instructions.Skip(Array.FindLastIndex(instructions, line => From().IsMatch(line)))];
        if (last.FirstOrDefault(line => SecretInImage().IsMatch(line)) is { } secret)
        {
            yield return CodeFindings.SecretInImage(name, SecretInImage().Match(secret).Groups["name"].Value);
        }

        if (last.LastOrDefault(line => Start().IsMatch(line)) is { } start && !Start().Match(start).Groups["what"].Value.StartsWith('['))
        {
            yield return CodeFindings.ShellForm(name, start.Split(' ')[0]);
        }
        else if (!last.Any(line => Start().IsMatch(line)))
        {
            yield return CodeFindings.NoStartCommand(name);
        }
    }

    [GeneratedRegex(@"\\[ \t]*\n")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^FROM\s+\S", RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"^(?:ENTRYPOINT|CMD)\s+(?<what>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Start();

    [GeneratedRegex(@"^ENV\s+(?:\S+=\S+\s+)*(?<name>BOT_TOKEN|\w*(?:SECRET|PASSWORD|API_KEY)\w*)(?:=|\s)\s*[^\s$""']", RegexOptions.IgnoreCase)]
    private static partial Regex SecretInImage();
}
