using System.Text.Json;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether an SDK is here that satisfies global.json; dotnet itself says so.</summary>
internal sealed class SdkCheck : ICheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public CheckCategory Category => CheckCategory.Sdk;

    public string Name => "SDK";

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var answer = await LocalTool.AskAsync("dotnet", ["--version"], context.Directory, Limit, cancellationToken);
        if (answer is { ExitCode: 0 })
        {
            return new CheckOutcome($".NET SDK {answer.Output.Trim()}");
        }

        var wanted = await WantedAsync(context.Directory, cancellationToken);
        return new CheckOutcome("", RepositoryFindings.SdkMissing(wanted, answer is null ? "there is no dotnet" : "only others are installed"));
    }

    private static async Task<string> WantedAsync(string directory, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(Path.Combine(directory, "global.json"));
            using var json = await JsonDocument.ParseAsync(file, default, cancellationToken);
            return json.RootElement.GetProperty("sdk").GetProperty("version").GetString() ?? "of its own";
        }
        catch (Exception error) when (error is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "of its own";
        }
    }
}
