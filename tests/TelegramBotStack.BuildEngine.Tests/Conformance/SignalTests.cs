using System.Diagnostics;
using System.Globalization;

namespace TelegramBotStack.BuildEngine.Tests.Conformance;

/// <summary>Signals from outside, on a build of its own process.</summary>
public class SignalTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_lets_the_running_target_end_and_then_assured_ones_run(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var probe = new ProbeProcess();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var build = probe.Start("Own", new Dictionary<string, string> { ["PROBE"] = "signals" }, ["Never", "--no-logo"]);
        var lines = new List<string>();
        while (lines.Count == 0 || !lines[^1].Contains("guarded starts", StringComparison.Ordinal))
            lines.Add(await build.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException("The build ended early: " + string.Join('\n', lines)));

        using var kill = Process.Start("kill", ["-s", signal, build.Id.ToString(CultureInfo.InvariantCulture)]);
        var output = string.Join('\n', lines) + await build.StandardOutput.ReadToEndAsync(limit.Token);
        await build.WaitForExitAsync(limit.Token);

        build.ExitCode.ShouldBe(130);
        output.ShouldContain("release ends");
        output.ShouldMatch("Guarded +Aborted");
        output.ShouldMatch("Release +Succeeded");
        output.ShouldMatch("Never +NotRun");
        output.ShouldContain("Build interrupted");
    }
}
