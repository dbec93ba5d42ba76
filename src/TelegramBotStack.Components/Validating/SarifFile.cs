using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Diagnosis;

namespace TelegramBotStack.Components.Validating;

/// <summary>
/// The findings in the format of static analysers, which code hosts show at the line they are about
/// (docs.oasis-open.org/sarif/sarif/v2.1.0).
/// </summary>
internal static partial class SarifFile
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    // What is about no line of a file is shown at the file that a deployment begins with.
    private const string NoFile = "deploy.yaml";

    public static Task WriteAsync(string path, DoctorReport report, string root, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return File.WriteAllTextAsync(path, Create(report, root).ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n", cancellationToken);
    }

    internal static JsonObject Create(DoctorReport report, string root)
    {
        CheckResult[] findings = [.. report.Checks.Where(check => check.Code is not null)];
        return new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "TelegramBotStack Validate",
                        ["rules"] = new JsonArray([.. findings.DistinctBy(finding => finding.Code).Select(Rule)]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. findings.Select(finding => Result(finding, root))]),
            }),
        };
    }

    private static JsonObject Rule(CheckResult finding) => new JsonObject
    {
        ["id"] = finding.Code,
        ["name"] = finding.Check,
        ["help"] = new JsonObject { ["text"] = $"docs/troubleshooting.md, entry {finding.Code}" },
    };

    private static JsonObject Result(CheckResult finding, string root)
    {
        var place = Place().Match(finding.Found);
        var (file, line) = place.Success ? (place.Groups["file"].Value, int.Parse(place.Groups["line"].Value, null)) : (FileIn(finding.Found, root) ?? NoFile, 1);
        return new JsonObject
        {
            ["ruleId"] = finding.Code,
            ["level"] = finding.State == CheckState.Problem ? "error" : "warning",
            ["message"] = new JsonObject { ["text"] = $"{finding.Found}\nMend: {finding.Mend}" },
            ["locations"] = new JsonArray(new JsonObject
            {
                ["physicalLocation"] = new JsonObject
                {
                    ["artifactLocation"] = new JsonObject { ["uri"] = Uri.EscapeDataString(file).Replace("%2F", "/", StringComparison.Ordinal) },
                    ["region"] = new JsonObject { ["startLine"] = line },
                },
            }),
        };
    }

    /// <summary>The first word of the text that is a file of the repository.</summary>
    private static string? FileIn(string text, string root) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.TrimEnd(',', '.', ':', ';').Replace('\\', '/'))
        .FirstOrDefault(word => !word.StartsWith('/') && !word.Contains("..", StringComparison.Ordinal) && File.Exists(Path.Combine(root, word)));

    // "deploy.yaml:3: …" of the configuration, "src/Bot/Program.cs(14,62): …" of the compiler.
    [GeneratedRegex(@"(?:^|\s)(?<file>[^\s:()]+\.\w+)(?::(?<line>\d+):|\((?<line>\d+),\d+\):)")]
    private static partial Regex Place();
}
