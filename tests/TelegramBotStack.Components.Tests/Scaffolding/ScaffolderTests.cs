using System.Text.Json;
using System.Xml.Linq;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Tests.Scaffolding;

public sealed class ScaffolderTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    public static TheoryData<string> Templates => [.. BotTemplate.All.Select(template => template.Name)];

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_bot_gets_a_whole_repository(string template)
    {
        var report = Scaffold(template: template);

        var files = Files();
        files.ShouldBe(report.Files, ignoreOrder: true);
        string[] expected =
        [
            "build.sh", "build.ps1", "build.cmd", "global.json", "Echo.Bot.sln", "Directory.Build.props", "Directory.Packages.props",
            "build/_build.csproj", "build/Build.cs", "build/Properties/launchSettings.json", ".vscode/tasks.json",
            ".nuke/parameters.json", ".gitignore", ".gitattributes", ".dockerignore", ".editorconfig", "deploy.yaml", "README.md",
            "src/Echo.Bot/Echo.Bot.csproj", "src/Echo.Bot/Program.cs", "tests/Echo.Bot.Tests/Echo.Bot.Tests.csproj",
        ];
        expected.Except(files).ShouldBeEmpty();
        files.ShouldNotContain("about.txt");
        foreach (var file in files.Where(file => !file.StartsWith("build.", StringComparison.Ordinal) && !file.StartsWith(".github/", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(directory["bot/" + file]);
            text.ShouldNotContain("{{");
            text.ShouldNotContain("{%");
            text.ShouldNotContain("BotName");
            text.ShouldNotContain("Version=\"\"");
        }
    }

    [Fact]
    public void What_is_not_wanted_is_left_out()
    {
        var most = Scaffold().Files;
        var least = Scaffolder.Write(Request() with { Output = directory["least"], Ide = BotIde.None, Ci = BotCi.None, Tests = false }).Files;
        var container = Scaffolder.Write(Request() with { Output = directory["container"], Ide = BotIde.Rider, DevContainer = true }).Files;

        most.Except(least).Select(file => file.Split('/')[0]).Distinct().ShouldBe([".github", ".vscode", "build", "tests"], ignoreOrder: true);
        File.ReadAllText(directory["least/Echo.Bot.sln"]).ShouldNotContain("Tests");
        File.ReadAllText(directory["least/README.md"]).ShouldNotContain("Test`");
        container.Except(most).ShouldBe([".devcontainer/devcontainer.json"]);
        most.Except(container).ShouldAllBe(file => file.StartsWith(".vscode/", StringComparison.Ordinal));
        foreach (var file in most.Concat(container).Where(file => file.StartsWith(".vscode/", StringComparison.Ordinal) || file.StartsWith(".dev", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(directory[(most.Contains(file) ? "bot/" : "container/") + file]));
        }
    }

    [Fact]
    public void The_bootstrappers_are_those_of_this_repository_and_can_be_run()
    {
        Scaffold();

        foreach (var file in new[] { "build.sh", "build.ps1", "build.cmd", "global.json" })
        {
            File.ReadAllBytes(directory["bot/" + file]).ShouldBe(File.ReadAllBytes(RepositoryRoot.File(file)));
        }

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(directory["bot/build.sh"]).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(BotStorage.Json, "UseJsonStorage", true)]
    [InlineData(BotStorage.Memory, "UseMemoryStorage", false)]
    [InlineData(BotStorage.Sqlite, "UseSqliteStorage", true, "TelegramBotStack.Storage.Sql")]
    [InlineData(BotStorage.Postgres, "UsePostgresStorage", true, "TelegramBotStack.Storage.Sql", "BOTSTACK_POSTGRES")]
    [InlineData(BotStorage.Redis, "UseRedisStorage", true, "TelegramBotStack.Storage.Redis", "BOTSTACK_REDIS")]
    public void The_storage_is_the_one_that_was_asked_for(
        BotStorage storage, string call, bool survivesRestart, string? package = null, string? secret = null)
    {
        Scaffolder.Write(Request() with { Template = "counter", Storage = storage });

        File.ReadAllText(directory["bot/src/Echo.Bot/Program.cs"]).ShouldContain(call);
        File.ReadAllText(directory["bot/tests/Echo.Bot.Tests/CounterTests.cs"]).Contains("survives_a_restart").ShouldBe(survivesRestart);
        foreach (var file in new[] { "src/Echo.Bot/Echo.Bot.csproj", "Directory.Packages.props" })
        {
            var text = File.ReadAllText(directory["bot/" + file]);
            XDocument.Parse(text).Descendants().Select(element => element.Attribute("Include")?.Value)
                .Where(name => name?.StartsWith("TelegramBotStack.Storage", StringComparison.Ordinal) == true)
                .ShouldBe(package is null ? [] : [package], text);
        }

        File.ReadAllText(directory["bot/deploy.yaml"]).Contains(secret ?? "BOTSTACK_", StringComparison.Ordinal).ShouldBe(secret is not null);
        File.Exists(directory["bot/tests/Echo.Bot.Tests/TestStorage.cs"]).ShouldBe(secret is not null, "tests need no server");
    }

    [Fact]
    public void A_directory_with_files_is_left_as_it_is()
    {
        Directory.CreateDirectory(directory["bot"]);
        File.WriteAllText(directory["bot/deploy.yaml"], "mine");

        var error = Should.Throw<DeploymentException>(() => Scaffold());

        error.Code.ShouldBe("TBS6305");
        error.ExitCode.ShouldBe(ExitCode.BadUsage);
        error.Message.ShouldContain("deploy.yaml");
        Files().ShouldBe(["deploy.yaml"]);
        File.ReadAllText(directory["bot/deploy.yaml"]).ShouldBe("mine");
    }

    [Fact]
    public void A_second_time_is_refused_and_force_replaces_only_what_the_template_has()
    {
        Scaffold();
        File.WriteAllText(directory["bot/deploy.yaml"], "mine");
        File.WriteAllText(directory["bot/src/Echo.Bot/More.cs"], "// mine");

        Should.Throw<DeploymentException>(() => Scaffold()).Code.ShouldBe("TBS6305");
        Scaffolder.Write(Request() with { Force = true });

        File.ReadAllText(directory["bot/deploy.yaml"]).ShouldContain("echo-bot");
        File.ReadAllText(directory["bot/src/Echo.Bot/More.cs"]).ShouldBe("// mine");
        Directory.GetFileSystemEntries(directory.Path).Length.ShouldBe(1);
    }

    [Fact]
    public void An_empty_directory_and_one_with_a_new_git_repository_are_taken()
    {
        Directory.CreateDirectory(directory["bot/.git"]);

        Scaffold();

        File.Exists(directory["bot/build.sh"]).ShouldBeTrue();
        Directory.Exists(directory["bot/.git"]).ShouldBeTrue();
    }

    [Fact]
    public void When_it_fails_in_the_middle_everything_is_as_it_was()
    {
        Directory.CreateDirectory(directory["bot"]);
        File.WriteAllText(directory["bot/.editorconfig"], "mine");
        // A directory where a file is wanted cannot be replaced, and comes after other files.
        Directory.CreateDirectory(directory["bot/src/Echo.Bot/Program.cs"]);

        var error = Should.Throw<DeploymentException>(() => Scaffolder.Write(Request() with { Force = true }));

        error.Code.ShouldBe("TBS6307");
        error.ExitCode.ShouldBe(ExitCode.FailedUnchanged);
        Files().ShouldBe([".editorconfig"]);
        File.ReadAllText(directory["bot/.editorconfig"]).ShouldBe("mine");
        Directory.GetDirectories(directory["bot"]).Select(Path.GetFileName).ShouldBe(["src"]);
        Directory.GetFileSystemEntries(directory.Path).Length.ShouldBe(1);
    }

    [Fact]
    public void A_file_in_the_way_and_an_unknown_template_write_nothing()
    {
        File.WriteAllText(directory["bot"], "");
        Should.Throw<DeploymentException>(() => Scaffold()).Code.ShouldBe("TBS6306");

        var unknown = Should.Throw<DeploymentException>(() => Scaffold(template: "ecko"));
        unknown.Code.ShouldBe("TBS6304");
        unknown.Mend.ShouldContain("counter | echo");
        var unfit = Should.Throw<DeploymentException>(() => Scaffolder.Write(Request() with { Template = "quit-smoking", Storage = BotStorage.Memory }));
        unfit.Code.ShouldBe("TBS6309");
        unfit.ExitCode.ShouldBe(ExitCode.BadUsage);
        unfit.Mend.ShouldEndWith("--bot-storage json | sqlite | postgres | redis");
        Directory.GetFileSystemEntries(directory.Path).Length.ShouldBe(1);
    }

    [Fact]
    public void A_feed_gives_its_version_and_becomes_a_package_source()
    {
        var feed = Directory.CreateDirectory(directory["feed & more"]).FullName;
        File.WriteAllText(Path.Combine(feed, "TelegramBotStack.Components.Nuke.9.9.9.nupkg"), "");
        Should.Throw<DeploymentException>(() => Scaffolder.Write(Request() with { Feed = feed })).Code.ShouldBe("TBS6308");

        File.WriteAllText(Path.Combine(feed, "TelegramBotStack.Components.0.1.0-local.s1.nupkg"), "");
        Scaffolder.Write(Request() with { Feed = feed }).Version.ShouldBe("0.1.0-local.s1");

        File.ReadAllText(directory["bot/nuget.config"]).ShouldContain("feed &amp; more");
        File.ReadAllText(directory["bot/Directory.Packages.props"]).ShouldContain(">0.1.0-local.s1<");
    }

    [Fact]
    public void Without_a_feed_there_is_no_nuget_config_and_the_version_is_the_stacks_own()
    {
        Scaffold().Version.ShouldBe(StackPackages.OwnVersion);

        File.Exists(directory["bot/nuget.config"]).ShouldBeFalse();
    }

    private ScaffoldRequest Request() => new() { Name = "Echo.Bot", Output = directory["bot"] };

    private ScaffoldReport Scaffold(string template = "echo") => Scaffolder.Write(Request() with { Template = template });

    private string[] Files() =>
        [.. Directory.EnumerateFiles(directory["bot"], "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(directory["bot"], file).Replace('\\', '/'))];
}
