using System.Globalization;
using TelegramBotStack.Components.Output;

namespace TelegramBotStack.Components.Development;

/// <summary>Shows a run of the tests while it runs and what came of it.</summary>
internal static class TestReport
{
    public static async Task<TestRun> RunAsync(
        string solution, string results, string? filter, Screen screen, CancellationToken cancellationToken)
    {
        IEnumerable<string> arguments = filter is null ? [] : ["--filter", filter];
        var run = await DotNetTest.RunAsync(solution, results, arguments, screen.Line, cancellationToken).ConfigureAwait(false);
        if (!run.Built)
        {
            return run;
        }

        screen.Line();
        foreach (var coverage in run.Coverage)
        {
            screen.Labelled("lines", $"{coverage.Percent,5:0.0} %  {coverage.Assembly}");
        }

        screen.Line(run.Counts.ToString());
        return run;
    }

    public static Dictionary<string, string> Summary(TestRun run) => new()
    {
        ["Tests"] = run.Counts.ToString(),
        ["Coverage"] = TotalCoverage(run).ToString("0.0 '%'", CultureInfo.InvariantCulture),
    };

    /// <returns>What <c>--json</c> prints.</returns>
    public static object Check(TestRun run)
    {
        if (!run.Built)
        {
            throw DevelopmentErrors.BuildFailed();
        }

        if (!run.Succeeded || run.Counts.Failed > 0)
        {
            throw DevelopmentErrors.TestsFailed(run.Counts);
        }

        return new { run.Counts.Passed, run.Counts.Failed, run.Counts.Skipped, CoveragePercent = Math.Round(TotalCoverage(run), 1) };
    }

    private static double TotalCoverage(TestRun run)
    {
        var total = run.Coverage.Sum(coverage => coverage.Total);
        return total == 0 ? 0 : 100.0 * run.Coverage.Sum(coverage => coverage.Covered) / total;
    }
}
