using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using TelegramBotStack.Components.Tests.Scaffolding;

namespace TelegramBotStack.Components.Tests.Upgrading;

/// <summary>Upgrades a real bot's repository between two real versions of the packages.</summary>
public sealed class UpgradeTests(LocalFeed feed) : IClassFixture<LocalFeed>, IDisposable
{
    private const string OwnPackage = "    <PackageVersion Include=\"My.Own\" Version=\"7.7.7\" />\n";

    private readonly TemporaryDirectory directory = new();

    private string Bot => directory["a bot"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_bot_moves_to_a_newer_stack_keeps_its_users_edits_and_is_as_before_when_that_fails_or_is_cut_off()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "it kills the upgrade by signal");
        (await Bootstrapper.RunAsync(
            RepositoryRoot.Path, ["Scaffold", "--bot-name", "Echo", "--bot-output", Bot, "--bot-feed", feed.Path])).ShouldEndWith(0);
        using var newer = await NewerStack.MakeAsync(feed);
        await Edit("nuget.config", text => text.Replace(feed.Path, newer.Feed, StringComparison.Ordinal));
        var old = Version();
        await Commit();

        // The user's edits: one that merges, one in the stack's way, one in a file that is the user's alone.
        await Edit("Directory.Packages.props", text => text.Replace("  <ItemGroup Label=\"Tests\">\n", "  <ItemGroup Label=\"Tests\">\n" + OwnPackage, StringComparison.Ordinal));
        await Edit(".gitignore", text => "mine/\n" + text);
        await Edit("src/Echo/Program.cs", text => "// mine\n" + text);
        var before = Snapshot();

        await NothingChangesWithoutConsent(before);
        await NothingChangesWhenItDoesNotCompile();
        await CutOffItIsOldAtOnceOrTheNextRunTakesItBack(before);

        var report = JsonDocument.Parse((await Upgrade("--yes", "--json")).ShouldEndWith(0).Output).RootElement;

        report.GetProperty("from").GetString().ShouldBe(old);
        report.GetProperty("to").GetString().ShouldBe(NewerStack.Version);
        report.GetProperty("lookAt").EnumerateArray().Select(path => path.GetString()).ShouldBe([".gitignore.new"]);
        Version().ShouldBe(NewerStack.Version);
        Read("build.sh").ShouldEndWith(NewerStack.NewLine + "\n");
        (OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(Bot, "build.sh")).HasFlag(UnixFileMode.UserExecute)).ShouldBeTrue();
        Read("build.cmd").Split('\n')[..^1].ShouldAllBe(line => line.EndsWith('\r'));
        Read("Directory.Packages.props").ShouldContain(OwnPackage);
        Read(".gitignore").ShouldStartWith("mine/\n");
        Read(".gitignore.new").ShouldStartWith("newer-stack/\n");
        Read("src/Echo/Program.cs").ShouldStartWith("// mine\n");
        (await Bootstrapper.RunAsync(Bot, ["Test", "--json"], feed.Environment)).ShouldEndWith(0);

        var again = (await Upgrade("--yes", "--json")).ShouldEndWith(0);
        JsonDocument.Parse(again.Output).RootElement.GetProperty("changed").GetArrayLength().ShouldBe(0, again.Error);
        (await Upgrade("--upgrade-to", old, "--yes")).ShouldEndWith(2).Output.ShouldContain("TBS6614");
        VersionIsTheSameEverywhere((await Bootstrapper.RunAsync(Bot, ["Templates"], feed.Environment)).Output);
    }

    private async Task NothingChangesWithoutConsent(IReadOnlyDictionary<string, string> before)
    {
        var shown = (await Upgrade("--dry-run")).ShouldEndWith(0).Output;
        shown.ShouldContain("+" + NewerStack.NewLine);
        shown.ShouldContain("--- a/build.sh");
        shown.ShouldContain("Nothing was changed");
        (await Upgrade("--upgrade-to", "1.2.3")).ShouldEndWith(2).Output.ShouldContain("TBS6613");
        // Directory.Packages.props is edited and not committed.
        (await Upgrade()).ShouldEndWith(2).Output.ShouldContain("TBS6616");
        await Commit();
        (await Upgrade()).ShouldEndWith(2).Output.ShouldContain("TBS6617");
        Snapshot().ShouldBe(before);
    }

    private async Task NothingChangesWhenItDoesNotCompile()
    {
        await Edit("src/Echo/Program.cs", text => text + "this does not compile\n");
        var before = Snapshot();

        (await Upgrade("--yes")).ShouldEndWith(3).Output.ShouldContain("TBS6618");

        Snapshot().ShouldBe(before);
        await Edit("src/Echo/Program.cs", text => text.Replace("this does not compile\n", "", StringComparison.Ordinal));
    }

    private async Task CutOffItIsOldAtOnceOrTheNextRunTakesItBack(IReadOnlyDictionary<string, string> before)
    {
        await CutOff("Compile", TimeSpan.Zero, "INT", exitCode: 130);
        Snapshot().ShouldBe(before);

        // No compilation is done as soon as that.
        await CutOff("Compile", TimeSpan.FromMilliseconds(200), "KILL", exitCode: 137);
        // As a next run begins; it shows only, and so what is left is what was taken back.
        (await Upgrade("--dry-run")).ShouldEndWith(0);
        Snapshot().ShouldBe(before);
    }

    private async Task CutOff(string when, TimeSpan after, string signal, int exitCode)
    {
        // A shell starts background jobs with SIGINT ignored, which children inherit and .NET respects.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Path.Combine(Bot, "build.sh"), "Upgrade", "--yes"]) { WorkingDirectory = Bot, RedirectStandardOutput = true };
        foreach (var (name, value) in Command.Environment.Concat(feed.Environment))
        {
            start.Environment[name] = value;
        }

        using var upgrade = Process.Start(start)!;
        while (await upgrade.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains(when, StringComparison.Ordinal))
        {
        }

        await Task.Delay(after, TestContext.Current.CancellationToken);
        (await Command.RunAsync("kill", [$"-{signal}", $"{upgrade.Id}"], Bot)).ShouldEndWith(0);
        await upgrade.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await upgrade.WaitForExitAsync(TestContext.Current.CancellationToken);
        upgrade.ExitCode.ShouldBe(exitCode);
    }

    // The predecessor told three versions in three places.
    private void VersionIsTheSameEverywhere(string shown)
    {
        Read(".nuke/scaffold.json").ShouldContain($"\"version\": \"{NewerStack.Version}\"");
        shown.ShouldContain(NewerStack.Version);
        Regex.Matches(Read("Directory.Packages.props") + Read("build/_build.csproj"), "TelegramBotStack[^<\n]*\"[0-9]").ShouldBeEmpty();
    }

    private Task<Command> Upgrade(params string[] arguments) => Bootstrapper.RunAsync(Bot, ["Upgrade", .. arguments], feed.Environment);

    private string Version() => Regex.Match(Read("Directory.Packages.props"), "<TelegramBotStackVersion>(.*)</").Groups[1].Value;

    private string Read(string file) => File.ReadAllText(Path.Combine(Bot, file));

    private async Task Edit(string file, Func<string, string> edit) => await File.WriteAllTextAsync(Path.Combine(Bot, file), edit(Read(file)));

    private async Task Commit()
    {
        foreach (var arguments in (string[][])[["init", "--quiet"], ["add", "--all"], ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "--message", "Bot"]])
        {
            (await Command.RunAsync("git", arguments, Bot)).ShouldEndWith(0);
        }
    }

    // All files but what version control ignores.
    private Dictionary<string, string> Snapshot() => Directory.EnumerateFiles(Bot, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Bot, file))
        .Where(file => !Regex.IsMatch(file, @"(^|/)(\.git|bin|obj|artifacts)/|^\.nuke/temp/|build\.schema\.json$"))
        .ToDictionary(file => file, Read);
}
