using System.Text.Json;
using System.Text.Json.Nodes;
using TelegramBotStack.Components.Development;
using TelegramBotStack.Components.Output;

namespace TelegramBotStack.Components.Migrating;

/// <summary>
/// Has the bot's own program copy its data: it alone knows its storages and has their settings, and so no password passes
/// through the build.
/// </summary>
internal static class StorageCopy
{
    private const string DataVariable = "BOTSTACK_DATA";

    /// <returns>What the bot reports.</returns>
    /// <exception cref="Deployment.Errors.DeploymentException">It was refused or failed.</exception>
    public static async Task<object?> RunAsync(StorageCopyRequest request, Screen screen, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.From) || string.IsNullOrWhiteSpace(request.To))
        {
            throw MigrateErrors.NamesMissing();
        }

        screen.Line($"Copying what the bot remembers from {request.From} to {request.To}{(request.IsDryRun ? ", as a dry run" : "")} …");
        JsonObject? report = null;
        var exitCode = await ChildProcess.RunAsync(
            "dotnet",
            [
                "run", "--project", request.Project, "--no-launch-profile", "--",
                "--storage-migrate", request.From, request.To, "--json", .. request.IsDryRun ? ["--dry-run"] : Array.Empty<string>(),
            ],
            request.Root,
            line =>
            {
                report = ReadReport(line) ?? report;
                if (ReadReport(line) is null)
                {
                    screen.Note(line);
                }
            },
            screen.Note,
            new Dictionary<string, string?>
            {
                // As the target Dev has it.
                [DataVariable] = Environment.GetEnvironmentVariable(DataVariable) ?? Path.Combine(request.Root, "data"),
            },
            cancellationToken).ConfigureAwait(false);
        if (report is null)
        {
            throw MigrateErrors.NoAnswer(exitCode);
        }

        var message = report["message"]?.GetValue<string>() ?? "";
        if (exitCode != 0)
        {
            throw MigrateErrors.NotCopied(message);
        }

        screen.Headline(message, good: true);
        return report;
    }

    private static JsonObject? ReadReport(string line)
    {
        try
        {
            return line.StartsWith('{') && JsonNode.Parse(line) is JsonObject report && report.ContainsKey("outcome") ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What to copy.</summary>
/// <param name="Root">The repository.</param>
/// <param name="Project">The bot's project.</param>
/// <param name="From">Name of the storage that has the data.</param>
/// <param name="To">Name of the storage that gets it.</param>
/// <param name="IsDryRun">Whether it is only looked at.</param>
internal sealed record StorageCopyRequest(string Root, string Project, string? From, string? To, bool IsDryRun);
