using System.Text;
using TelegramBotStack.Components.Development;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>
/// The files of a bot as another version of the stack writes them. Only that version knows them, and so it is asked: a
/// build of nothing but its package is made below <c>.nuke/temp</c> and scaffolds the bot beside it. A version never
/// changes, and so it is asked once: what a dry run showed is at hand for the upgrade.
/// </summary>
internal static class NewScaffold
{
    private const string NoMSBuildFile = "<Project />\n";

    /// <exception cref="DeploymentException">The version cannot be restored, or does not know the bot's template.</exception>
    public static async Task<IReadOnlyDictionary<string, byte[]>> WriteAsync(
        string directory, ScaffoldRecord record, string version, CancellationToken cancellationToken)
    {
        var build = Path.Combine(directory, "build");
        var output = Path.Combine(directory, "scaffold");
        // Written last: files without it are those of a run that was cut off.
        var complete = Path.Combine(directory, "complete");
        var asked = string.Join('\n', version, record.Name, record.Template, record.Storage, record.Ci, record.Ide, record.DevContainer, record.Tests);
        if (File.Exists(complete) && await File.ReadAllTextAsync(complete, cancellationToken).ConfigureAwait(false) == asked)
        {
            return Read(output);
        }

        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        WriteBuild(build, version);
        await RunAsync(
            ["build", build, "--nologo", "--verbosity", "quiet", "--output", Path.Combine(build, "out")], build, version, cancellationToken)
            .ConfigureAwait(false);
        await RunAsync(
            [
                Path.Combine(build, "out", "_build.dll"), "Scaffold", "--root", build, "--bot-name", record.Name, "--bot-template", record.Template,
                "--bot-storage", record.Storage.ToString(), "--bot-ci", record.Ci.ToString(), "--bot-output", output,
                "--bot-ide", record.Ide.ToString(), "--bot-dev-container", record.DevContainer.ToString(), "--no-tests", (!record.Tests).ToString(), "--no-git",
            ],
            build, version, cancellationToken).ConfigureAwait(false);
        await RequireSdkAsync(output, version, cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(complete, asked, cancellationToken).ConfigureAwait(false);
        return Read(output);
    }

    /// <exception cref="DeploymentException">The SDK that a directory's global.json names is not there.</exception>
    public static async Task RequireSdkAsync(string directory, string version, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        // dotnet itself knows whether it satisfies global.json: it refuses to tell its version when it does not.
        if (await ChildProcess.RunAsync("dotnet", ["--version"], directory, lines.Add, lines.Add, environment: null, cancellationToken).ConfigureAwait(false) != 0)
        {
            throw UpgradeErrors.NoSdk(version, lines);
        }
    }

    // The bot's own build keeps its schema up to date.
    private static Dictionary<string, byte[]> Read(string output) => Directory
        .EnumerateFiles(output, "*", SearchOption.AllDirectories)
        .Select(file => (Path: file, Name: Path.GetRelativePath(output, file).Replace('\\', '/')))
        .Where(file => file.Name != BotBuildSchema.FileName)
        .ToDictionary(file => file.Name, file => File.ReadAllBytes(file.Path), StringComparer.Ordinal);

    // Files of its own keep those of the repository above out of it; nuget.config is taken from there.
    private static void WriteBuild(string directory, string version)
    {
        Directory.CreateDirectory(Path.Combine(directory, ".nuke"));
        foreach (var (name, text) in new[]
        {
            ("Directory.Build.props", NoMSBuildFile),
            ("Directory.Build.targets", NoMSBuildFile),
            ("Directory.Packages.props", NoMSBuildFile),
            ("_build.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                    <OutputType>Exe</OutputType>
                    <ImplicitUsings>enable</ImplicitUsings>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="{StackPackages.Components}" Version="[{version}]" />
                  </ItemGroup>
                </Project>
                """),
            ("Build.cs", """
                class Build : NukeBuild, TelegramBotStack.Components.ITelegramBot
                {
                    public static int Main() => Execute<Build>();
                }
                """),
        })
        {
            File.WriteAllText(Path.Combine(directory, name), text, Encoding.UTF8);
        }
    }

    private static async Task RunAsync(string[] arguments, string directory, string version, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var exitCode = await ChildProcess.RunAsync("dotnet", arguments, directory, lines.Add, lines.Add, environment: null, cancellationToken)
            .ConfigureAwait(false);
        if (exitCode != 0)
        {
            throw UpgradeErrors.NewVersionUnusable(version, lines.Where(line => line.Length > 0).TakeLast(20));
        }
    }
}
