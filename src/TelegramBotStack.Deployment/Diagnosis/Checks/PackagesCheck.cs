using System.Text.Json;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>
/// Whether the bot's packages are restored, refer to the stack, and are not known to be vulnerable. Reads what the last
/// restore wrote down (obj/project.assets.json, with NuGet's audit NU1901 to NU1904), and asks no server.
/// </summary>
internal sealed class PackagesCheck : IFix
{
    private static readonly TimeSpan RestoreLimit = TimeSpan.FromMinutes(5);
    private static readonly string[] AuditCodes = ["NU1901", "NU1902", "NU1903", "NU1904"];

    public CheckCategory Category => CheckCategory.Dependencies;

    public string Name => "packages";

    public IReadOnlyList<Type> After => [typeof(ConfigurationCheck), typeof(SdkCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var project = context.Settings.Bot.Project;
        if (project.Length == 0)
        {
            return CheckOutcome.LeftOut("the image is built from a Dockerfile");
        }

        var name = Path.GetFileName(project);
        var assets = AssetsFile(project);
        if (!File.Exists(assets))
        {
            return new CheckOutcome("", RepositoryFindings.NotRestored(name, "there is no obj/project.assets.json yet"));
        }

        if (File.GetLastWriteTimeUtc(project) > File.GetLastWriteTimeUtc(assets))
        {
            return new CheckOutcome("", RepositoryFindings.NotRestored(name, "the project file is newer than the last restore"));
        }

        await using var file = File.OpenRead(assets);
        using var json = await JsonDocument.ParseAsync(file, default, cancellationToken);
        string[] libraries = json.RootElement.TryGetProperty("libraries", out var found) ? [.. found.EnumerateObject().Select(library => library.Name)] : [];
        var findings = Vulnerabilities(json.RootElement).Select(RepositoryFindings.VulnerablePackage).ToList();
        if (!libraries.Any(library => library.StartsWith("TelegramBotStack/", StringComparison.Ordinal)))
        {
            findings.Add(RepositoryFindings.NoStackReference(name));
        }

        return new CheckOutcome($"{libraries.Length} packages restored", findings);
    }

    public async Task<string?> FixAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var project = context.Settings.Bot.Project;
        if (File.Exists(AssetsFile(project)) && File.GetLastWriteTimeUtc(project) <= File.GetLastWriteTimeUtc(AssetsFile(project)))
        {
            return null;
        }

        var answer = await LocalTool.AskAsync(
            "dotnet", ["restore", project, "--nologo", "--verbosity", "quiet", "--force"], context.Directory, RestoreLimit, cancellationToken);
        return answer is { ExitCode: 0 } ? "packages restored" : null;
    }

    private static IEnumerable<string> Vulnerabilities(JsonElement assets) =>
        assets.TryGetProperty("logs", out var logs)
            ? logs.EnumerateArray()
                .Where(log => log.TryGetProperty("code", out var code) && AuditCodes.Contains(code.GetString()))
                .Select(log => log.TryGetProperty("message", out var message) ? message.GetString() : null)
                .OfType<string>()
                .Distinct()
            : [];

    private static string AssetsFile(string project) => Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json");
}
