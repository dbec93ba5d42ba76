using Nuke.Common;
using Serilog;

namespace TelegramBotStack.BuildEngine.Tests.Reporting;

public sealed class ConsoleTests
{
    [Fact]
    public void A_build_that_prints_JSON_has_standard_output_for_itself()
    {
        using var build = new TestBuild();

        var outcome = build.Run<ConsoleBuild>("Show --json");

        outcome.ExitCode.ShouldBe(0);
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldContain("some warning");
        outcome.Error.ShouldContain("Build succeeded");
    }

    [Fact]
    public void Json_false_leaves_standard_output_to_the_engine()
    {
        using var build = new TestBuild();

        build.Run<ConsoleBuild>("Show --json false").Output.ShouldContain("Build succeeded");
    }

    [Fact]
    public void There_are_no_colors_unless_wanted()
    {
        using var plain = new TestBuild();
        using var colored = new TestBuild { Colors = true };

        plain.Run<ConsoleBuild>("Show").Output.ShouldNotContain("\e[");
        colored.Run<ConsoleBuild>("Show").Output.ShouldContain("\e[");
    }

    [Theory]
    [InlineData("verbose", "VRB DBG INF WRN ERR")]
    [InlineData("normal", "DBG INF WRN ERR")]
    [InlineData("minimal", "WRN ERR")]
    [InlineData("quiet", "ERR")]
    public void Verbosity_decides_what_the_console_shows_and_files_get_everything(string verbosity, string shown)
    {
        using var build = new TestBuild();

        var output = build.Run<ConsoleBuild>($"Levels --verbosity {verbosity}").Output.Split("Errors & Warnings")[0];

        foreach (var level in (string[])["VRB", "DBG", "INF", "WRN", "ERR"])
            output.Contains($"[{level}]", StringComparison.Ordinal).ShouldBe(shown.Split(' ').Contains(level), level);
        File.ReadAllLines(build.Nuke("temp/build.log")).Length.ShouldBe(5);
    }

    [Fact]
    public void The_five_newest_log_files_stay()
    {
        using var build = new TestBuild();
        Directory.CreateDirectory(build.Nuke("temp"));
        for (var day = 1; day <= 9; day++)
            File.WriteAllText(build.Nuke($"temp/build.2020-01-0{day}_00-00-00.log"), "");

        build.Run<ConsoleBuild>("Show");

        Directory.GetFiles(build.Nuke("temp"), "build.2*.log").Length.ShouldBe(5);
    }

    private sealed class ConsoleBuild : NukeBuild
    {
        [Parameter] private readonly bool Json;

        public Target Show => _ => _.Executes(() => Log.Warning("some warning, json {Json}", Json));

        public Target Levels => _ => _.Executes(() =>
        {
            Log.Verbose("v");
            Log.Debug("d");
            Log.Information("i");
            Log.Warning("w");
            Log.Error("e");
        });
    }
}
