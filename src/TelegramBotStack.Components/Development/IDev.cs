using TelegramBotStack.Components.Hosts;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Development;

/// <summary>The developer's day: run the bot while it is written, format it, test it.</summary>
public interface IDev : IHazJson
{
    /// <summary>Solution or project that <see cref="Test"/> builds and tests. Default: the solution in the root directory.</summary>
    AbsolutePath TestSolution => SolutionFile.In(RootDirectory);

    /// <summary>
    /// For names of assemblies the share of lines, 0 to 100, that the tests must execute, or <see cref="Test"/> fails. Not
    /// looked at when only some of the tests are run. Default: none.
    /// </summary>
    IReadOnlyDictionary<string, double> LeastCoverage => new Dictionary<string, double>();

    /// <summary>
    /// Project that <see cref="Dev"/> runs. Default: the only one below the root directory that makes a program, beside
    /// build and tests.
    /// </summary>
    AbsolutePath DevProject => RootDirectory / BotProject.Find(RootDirectory, given: null);

    /// <summary>
    /// Where <see cref="Dev"/> takes the token from: <c>env</c>, <c>dotenv</c> or <c>user-secrets</c>, each with <c>:NAME</c>
    /// for another name than BOT_TOKEN, <c>file:PATH</c>, <c>deploy</c> or <c>deploy:ENVIRONMENT</c> for what deploy.yaml
    /// names, or <c>none</c> for the simulator. Never the token itself. Default: the environment, else .env, else the user
    /// secrets, else the simulator.
    /// </summary>
    [Parameter("Where Dev takes the token from: env, dotenv or user-secrets, with :NAME if need be, file:PATH, deploy or none; never the token itself")]
    string? BotTokenFrom => TryGetValue(() => BotTokenFrom);

    /// <summary>Port of the simulator and its page. Default: 8081, or a free one when that is taken.</summary>
    [Parameter("Port of the simulator; default 8081, or a free one when that is taken")]
    ushort? PlaygroundPort => TryGetValue<ushort?>(() => PlaygroundPort);

    /// <summary>Has <see cref="Format"/> say what is not formatted, and change nothing. Default: only on a build server.</summary>
    [Parameter("Have Format say what is not formatted, and change nothing; default only on a build server")]
    bool FormatCheck => TryGetValue<bool?>(() => FormatCheck) ?? (IsServerBuild || Environment.GetEnvironmentVariable("CI") == "true");

    /// <summary>
    /// Runs the bot, and brings every save into it: most changes without a new start, with its data kept. Without a token it
    /// talks to a simulated Telegram. Ctrl-C ends it in good order.
    /// </summary>
    Target Dev => _ => _
        .Description("Run the bot, and bring every save into it; without a token against a simulated Telegram")
        .Executes(() => DevTarget.RunAsync(this, () => new DevRequest(RootDirectory, DevProject)
        {
            TokenFrom = BotTokenFrom,
            SimulatorPort = PlaygroundPort,
        }));

    /// <summary>As <see cref="Dev"/>, always against the simulated Telegram, and opens its page in the browser.</summary>
    Target Playground => _ => _
        .Description("Run the bot against a simulated Telegram, and open its page in the browser")
        .Executes(() => DevTarget.RunAsync(this, () => new DevRequest(RootDirectory, DevProject)
        {
            TokenFrom = "none",
            SimulatorPort = PlaygroundPort,
            OpensBrowser = true,
        }));

    /// <summary>Formats the sources as .editorconfig says, or with <see cref="FormatCheck"/> fails when they are not.</summary>
    Target Format => _ => _
        .Description("Format the sources as .editorconfig says; with --format-check only say what is not")
        .Executes(() => TargetRun.RunAsync(this, Json, (screen, cancellationToken) =>
            DotNetFormat.RunAsync(TestSolution, FormatCheck, screen, cancellationToken)));

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
