using System.Globalization;
using TelegramBotStack.Components.Output;

namespace TelegramBotStack.Components.Development;

/// <summary>Shows a run of the tests while it runs and what came of it.</summary>
internal static class TestReport
{
    public static async Task<TestRun> RunAsync(
        string solution, string results, string? filter, bool again, Screen screen, CancellationToken cancellationToken)
    {
        if (filter is not null)
        {
            var some = await DotNetTest.RunAsync(solution, results, ["--filter", filter], screen.Line, cancellationToken).ConfigureAwait(false);
            Show(some, screen);
            return some;
        }

        var sources = await SourceFingerprint.ReadAsync(Path.GetDirectoryName(solution)!, cancellationToken).ConfigureAwait(false);
        if (!again && GreenRun.Find(results, sources) is { } last)
        {
            Show(last.Run, screen);
            screen.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"No source file has changed since these tests passed on {last.At:yyyy-MM-dd HH:mm}; --test-again runs them again."));
            return last.Run;
        }

        var run = await DotNetTest.RunAsync(solution, results, [], screen.Line, cancellationToken).ConfigureAwait(false);
        Show(run, screen);
        if (run is { Succeeded: true, Counts.Failed: 0 } && sources is not null)
        {
            new GreenRun(sources, TimeProvider.System.GetLocalNow(), run).Keep(results);
        }

        return run;
    }

    private static void Show(TestRun run, Screen screen)
    {
        if (!run.Built)
        {
            return;
        }

        screen.Line();
        foreach (var coverage in run.Coverage)
        {
            screen.Labelled("lines", $"{coverage.Percent,5:0.0} %  {coverage.Assembly}");
        }

        screen.Line(run.Counts.ToString());
    }

    public static Dictionary<string, string> Summary(TestRun run) => new()
    {
        ["Tests"] = run.Counts.ToString(),
        ["Coverage"] = TotalCoverage(run).ToString("0.0 '%'", CultureInfo.InvariantCulture),
    };

    /// <returns>What <c>--json</c> prints.</returns>
    public static object Check(TestRun run, IReadOnlyDictionary<string, double> leastCoverage)
    {
        if (!run.Built)
        {
            throw DevelopmentErrors.BuildFailed();
        }

        if (!run.Succeeded || run.Counts.Failed > 0)
        {
            throw DevelopmentErrors.TestsFailed(run.Counts);
        }

        string[] below =
        [
            .. run.Coverage
                .Where(coverage => leastCoverage.TryGetValue(coverage.Assembly, out var least) && coverage.Percent < least)
                .Select(coverage => string.Create(
                    CultureInfo.InvariantCulture, $"{coverage.Assembly}: {coverage.Percent:0.0} %, and should be {leastCoverage[coverage.Assembly]:0.#} %")),
        ];
        if (below.Length > 0)
        {
            throw DevelopmentErrors.TooLittleCoverage(below);
        }

        return new { run.Counts.Passed, run.Counts.Failed, run.Counts.Skipped, CoveragePercent = Math.Round(TotalCoverage(run), 1) };
    }

    private static double TotalCoverage(TestRun run)
    {
        var total = run.Coverage.Sum(coverage => coverage.Total);
        return total == 0 ? 0 : 100.0 * run.Coverage.Sum(coverage => coverage.Covered) / total;
    }
}
