using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary><c>dotnet new</c> knows nothing of Scaffold; both write the same from one source.</summary>
public sealed class TemplatePackageTests(LocalFeed feed) : IClassFixture<LocalFeed>, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Dotnet_new_botstack_writes_what_Scaffold_writes_and_refuses_what_it_refuses()
    {
        var version = StackPackages.VersionIn(feed.Path);
        (await DotNetNew("install", Path.Combine(feed.Path, $"TelegramBotStack.Templates.{version}.nupkg"))).ShouldEndWith(0);

        await ShouldBeAsScaffolded("default", [], new() { Name = "My.Bot", Ci = BotCi.GitHub });
        await ShouldBeAsScaffolded("menu", ["--bot-template", "menu", "--bot-storage", "sqlite"], new() { Name = "My.Bot", Ci = BotCi.GitHub, Template = "menu", Storage = BotStorage.Sqlite });
        await ShouldBeAsScaffolded("tasks", ["--bot-template", "task-manager"], new() { Name = "Tasks", Ci = BotCi.GitHub, Template = "task-manager" });
        await ShouldBeAsScaffolded(
            "poll",
            ["--bot-template", "poll", "--bot-storage", "postgres", "--bot-ci", "gitlab", "--bot-ide", "vscode", "--no-tests"],
            new() { Name = "PollBot2", Template = "poll", Storage = BotStorage.Postgres, Ci = BotCi.GitLab, Ide = BotIde.VSCode, Tests = false });

        var refused = (await DotNetNew("botstack", "--name", "Quit", "--output", directory["refused"], "--bot-template", "quit-smoking", "--bot-storage", "memory")).ShouldEndWith(0);
        refused.Output.ShouldContain("Nothing was written: that template cannot keep its data there.");
        refused.Output.ShouldContain("quit-smoking takes json, sqlite, postgres, redis.");
        Directory.EnumerateFileSystemEntries(directory["refused"]).ShouldBeEmpty();
        (await DotNetNew("botstack", "--name", "Quit", "--output", directory["refused"], "--bot-template", "ecko")).ExitCode.ShouldNotBe(0);
    }

    private async Task ShouldBeAsScaffolded(string name, string[] arguments, ScaffoldRequest request)
    {
        var output = directory[name];
        (await DotNetNew(["botstack", "--name", request.Name!, "--output", output, .. arguments])).ShouldEndWith(0).Output.ShouldContain("./build.sh Test");
        var scaffolded = directory[$"{name}-scaffolded"];
        // The version that is packed here is not that of the tests' assembly, and a feed of one's own is for Scaffold only.
        Scaffolder.Write(request with { Output = scaffolded, Feed = feed.Path });
        File.Delete(Path.Combine(scaffolded, "nuget.config"));

        Files(output).Keys.ShouldBe(Files(scaffolded).Keys, ignoreOrder: true);
        foreach (var (path, content) in Files(scaffolded))
        {
            Files(output)[path].ShouldBe(content, path);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(output, "build.sh")).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        }
    }

    private static Dictionary<string, string> Files(string directory) => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(directory, file), File.ReadAllText);

    // With templates, settings and cache of its own; a file is installed, and so no feed is asked.
    private Task<Command> DotNetNew(params string[] arguments) => Command.RunAsync(
        "dotnet",
        ["new", .. arguments, "--debug:custom-hive", directory["hive"]],
        directory.Path,
        new Dictionary<string, string?>(feed.Environment) { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" });
}
