using System.Text.Json;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>
/// Has the bot say what it is made of, which runs all of its code that adds handlers: two for one command end it as they
/// would on the host. It gets a token that is none and a server that is none, should it be one that does not know the question.
/// </summary>
internal sealed class DescriptionCheck : ICheck
{
    private const string NoToken = "1:AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    private const string NoServer = "http://127.0.0.1:9";
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(20);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public CheckCategory Category => CheckCategory.Code;

    public string Name => "start";

    public IReadOnlyList<Type> After => [typeof(BuildCheck), typeof(LocalSettingsCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(Path.GetDirectoryName(context.Program)!, "TelegramBotStack.dll")))
        {
            return CheckOutcome.LeftOut("the bot is not built on TelegramBotStack");
        }

        var scratch = Directory.CreateTempSubdirectory("botstack-validate-");
        try
        {
            var answer = await AskAsync(context, scratch.FullName, cancellationToken);
            if (answer is not { ExitCode: 0 } || Parse(answer.Output) is not { } described)
            {
                return new CheckOutcome("", CodeFindings.DoesNotStart(Reason(answer)));
            }

            context.Described = described;
            return new CheckOutcome($"{described.Handlers} handlers");
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static async Task<ToolAnswer?> AskAsync(DoctorContext context, string scratch, CancellationToken cancellationToken)
    {
        var secrets = Directory.CreateDirectory(Path.Combine(scratch, "secrets")).FullName;
        foreach (var (name, value) in context.Local.Values)
        {
            await File.WriteAllTextAsync(Path.Combine(secrets, name), value, cancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(secrets, "BOT_TOKEN"), NoToken, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(secrets, "BOT_API_URL"), NoServer, cancellationToken);
        return await LocalTool.AskAsync(
            "dotnet",
            [
                context.Program, $"--BOTSTACK_SECRETS={secrets}", $"--BOTSTACK_DATA={Path.Combine(scratch, "data")}",
                "--describe", "--with-storage", $"--with-texts={Path.GetDirectoryName(Path.Combine(context.Directory, context.Request.Project!))}",
            ],
            context.Directory, TimeToAnswer, cancellationToken);
    }

    // The bot's own code may print lines of its own before.
    private static DescribedBot? Parse(string output)
    {
        try
        {
            return output.Split('\n', StringSplitOptions.TrimEntries).LastOrDefault(line => line.StartsWith("{\"version\"", StringComparison.Ordinal)) is { } line
                ? JsonSerializer.Deserialize<DescribedBot>(line, Json)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Reason(ToolAnswer? answer)
    {
        if (answer is null)
        {
            return $"it did not answer --describe within {TimeToAnswer.TotalSeconds:0} s; a package of the stack before 0.1 does not know it.";
        }

        string[] lines = [.. (answer.Error + answer.Output).Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length > 0)];
        var first = lines.FirstOrDefault(line => line.StartsWith("Unhandled exception", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "it printed nothing.";
        return first.Replace("Unhandled exception. ", "", StringComparison.Ordinal);
    }
}
