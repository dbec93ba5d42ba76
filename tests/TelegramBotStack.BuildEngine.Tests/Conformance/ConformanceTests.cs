using System.Runtime.InteropServices;

namespace TelegramBotStack.BuildEngine.Tests.Conformance;

/// <summary>Runs the recorded probes on the embedded engine and compares with what NUKE 10.1.0 printed.</summary>
public class ConformanceTests
{
    // Both NUKE engines hide secrets only where asked; ours hides them everywhere.
    private static readonly (string Secret, string Shown)[] Secrets =
    [
        ("123:abc", "[REDACTED]"),
        ("with token 1:a", "with token [REDACTED]"),
        ("top secret", "[REDACTED]"),
    ];

    public static TheoryData<string> Titles => [.. RecordedRun.All.Select(run => run.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_recorded_run_ends_and_prints_as_with_NUKE_or_differs_for_a_stated_reason(string title)
    {
        var run = RecordedRun.All.Single(candidate => candidate.Title == title);
        var difference = DeliberateDifferences.ByTitle.GetValueOrDefault(title);
        Assert.SkipWhen(difference?.ComparedElsewhere is not null, difference?.ComparedElsewhere ?? "");
        Assert.SkipWhen(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), "The recorded runs are of Linux.");
        using var probe = new ProbeProcess(withNukeDirectory: title != "Working directory without .nuke in it or above it");
        var cancellation = TestContext.Current.CancellationToken;
        await Prepare(run, probe, cancellation);

        var (exitCode, output, error) = await probe.Run(Probe(run), Variables(run), run.Arguments, cancellation);

        error.ShouldBeEmpty();
        Lines(Transcript.Normalize(output, probe.Root.FullName)).ShouldBe(Lines(Expected(run, difference, probe)), ignoreOrder: difference?.InAnyOrder ?? false);
        exitCode.ShouldBe(difference?.ExitCode ?? run.ExitCode);
    }

    [Fact]
    public void Every_stated_difference_belongs_to_a_recorded_run() =>
        DeliberateDifferences.ByTitle.Keys.Except(RecordedRun.All.Select(run => run.Title)).ShouldBeEmpty();

    [Fact]
    public void All_recorded_runs_are_found() => RecordedRun.All.Count.ShouldBe(76);

    private static string[] Lines(string text) => text.Split('\n');

    private static string Expected(RecordedRun run, Difference? difference, ProbeProcess probe)
    {
        if (difference?.Output is { } output)
            return output.ReplaceLineEndings("\n");
        var expected = Transcript.Normalize(run.Output, probe.Root.FullName);
        foreach (var (secret, shown) in Secrets)
            expected = expected.Replace(secret, shown, StringComparison.Ordinal);
        foreach (var (old, replacement) in difference?.Edits ?? [])
        {
            expected.ShouldContain(old, customMessage: "The stated difference does not occur in the recorded run.");
            expected = expected.Replace(old, replacement, StringComparison.Ordinal);
        }

        return expected;
    }

    private static string Probe(RecordedRun run) => run.Title.StartsWith("Shorthand", StringComparison.Ordinal) ? "Own" : run.Probe;

    private static Dictionary<string, string> Variables(RecordedRun run)
    {
        var variables = run.Environment.Where(variable => variable.Key != "PATH").ToDictionary();
        if (run.Title.StartsWith("Shorthand", StringComparison.Ordinal))
            variables["PROBE"] = "shorthand";
        variables["TERM"] = "dumb";
        return variables;
    }

    private static async Task Prepare(RecordedRun run, ProbeProcess probe, CancellationToken cancellation)
    {
        const string Encrypted = "v1:919fjTv0mgTg8zu5yrAU4Q==";
        switch (run.Title)
        {
            case var title when title.StartsWith(".nuke/parameters.json", StringComparison.Ordinal):
                WriteParameters(probe);
                break;
            case var title when title.StartsWith("profile ", StringComparison.Ordinal) || title.StartsWith("environment beats file", StringComparison.Ordinal):
                WriteParameters(probe);
                probe.WriteParameters("""{ "FirstLast": "from prod" }""", "prod");
                break;
            case var title when title.StartsWith("secret in parameters.json", StringComparison.Ordinal):
                probe.WriteParameters("""{ "MySecret": "plain" }""");
                break;
            case var title when title.StartsWith("encrypted secret", StringComparison.Ordinal):
                probe.WriteParameters($$"""{ "MySecret": "{{Encrypted}}", "BotToken": "{{Encrypted}}" }""");
                break;
            case var title when title.StartsWith("--continue 2", StringComparison.Ordinal):
                var first = RecordedRun.All.Single(candidate => candidate.Title.StartsWith("--continue 1", StringComparison.Ordinal));
                await probe.Run(first.Probe, Variables(first), first.Arguments, cancellation);
                break;
        }
    }

    private static void WriteParameters(ProbeProcess probe) =>
        probe.WriteParameters("""{ "FirstLast": "from file", "Path": "sub/dir", "List": ["f1", "f2"], "Flag": true }""");
}
