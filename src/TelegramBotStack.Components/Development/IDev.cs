using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Development;

/// <summary>The developer's day: test the bot.</summary>
public interface IDev : IHazJson
{
    /// <summary>Solution or project that <see cref="Test"/> builds and tests. Default: the solution in the root directory.</summary>
    AbsolutePath TestSolution => SolutionFile.In(RootDirectory);

    /// <summary>
    /// For names of assemblies the share of lines, 0 to 100, that the tests must execute, or <see cref="Test"/> fails. Not
    /// looked at when only some of the tests are run. Default: none.
    /// </summary>
    IReadOnlyDictionary<string, double> LeastCoverage => new Dictionary<string, double>();

    /// <summary>A filter as <c>dotnet test --filter</c> takes it. Default: all tests.</summary>
    [Parameter("Tests to run, as dotnet test --filter takes it")]
    string? TestFilter => TryGetValue(() => TestFilter);

    /// <summary>
    /// Runs the tests although nothing has changed since they passed. Default: only where the environment variable
    /// <c>CI</c> is true or a build server is recognised. A run with a filter is never left out.
    /// </summary>
    [Parameter("Run the tests although nothing has changed since they passed")]
    bool TestAgain => TryGetValue<bool?>(() => TestAgain) ?? (IsServerBuild || Environment.GetEnvironmentVariable("CI") == "true");

    /// <summary>
    /// Builds everything and runs all tests, with line coverage in the summary. When no source file has changed since all
    /// tests passed, it says so and shows that run's figures.
    /// </summary>
    Target Test => _ => _
        .Description("Build and run all tests, with coverage")
        .Executes(() => TargetRun.RunAsync(this, Json, async (screen, cancellationToken) =>
        {
            var run = await TestReport.RunAsync(
                TestSolution, RootDirectory / "artifacts" / "tests", TestFilter, TestAgain, screen, cancellationToken)
                .ConfigureAwait(false);
            ReportSummary(_ => TestReport.Summary(run));
            return TestReport.Check(run, TestFilter is null ? LeastCoverage : new Dictionary<string, double>());
        }));
}
