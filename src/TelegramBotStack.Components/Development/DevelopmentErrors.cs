using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Development;

/// <summary>Errors of building and testing.</summary>
internal static class DevelopmentErrors
{
    public const string NoSolutionCode = "TBS6101";
    public const string SeveralSolutionsCode = "TBS6102";
    public const string BuildFailedCode = "TBS6103";
    public const string TestsFailedCode = "TBS6104";
    public const string TooLittleCoverageCode = "TBS6108";
    public const string PolledElsewhereCode = "TBS6116";
    public const string WatchEndedCode = "TBS6117";
    public const string PortTakenCode = "TBS6118";
    public const string NotFormattedCode = "TBS6119";

    public static DeploymentException NoSolution(string directory) => new(
        NoSolutionCode, $"There is no solution file in {directory}.",
        "Create one with 'dotnet new sln', or override IDev.TestSolution in your build.", ExitCode.BadUsage);

    public static DeploymentException SeveralSolutions(IEnumerable<string> found) => new(
        SeveralSolutionsCode, $"There are several solution files: {string.Join(", ", found.Select(Path.GetFileName))}.",
        "Override IDev.TestSolution in your build with the one that holds the tests.", ExitCode.BadUsage);

    public static DeploymentException BuildFailed() => new(
        BuildFailedCode, "The solution does not compile; the compiler's messages are above.",
        "Mend the code and run the target again.");

    public static DeploymentException TestsFailed(TestCounts counts) => new(
        TestsFailedCode, counts.Failed > 0 ? $"{counts.Failed} tests failed; their messages are above." : "The test run ended with an error; its messages are above.",
        "Mend the code or the test. One test alone: ./build.sh Test --test-filter Name");

    public static DeploymentException TooLittleCoverage(IEnumerable<string> assemblies) => new(
        TooLittleCoverageCode, $"The tests execute too few lines of {string.Join("; of ", assemblies)}.",
        "Add tests for what they leave out, or take out what nobody needs. IDev.LeastCoverage has the limits.");

    public static DeploymentException PolledElsewhere(string? bot) => new(
        PolledElsewhereCode, $"Another program gets the updates of {(bot is null ? "this bot" : "@" + bot)}: Telegram answers 409.",
        "It does not run here. Look whether it is the deployed one (./build.sh DeployStatus), and use a second bot's token for development.",
        ExitCode.Refused);

    public static DeploymentException WatchEnded(int exitCode) => new(
        WatchEndedCode, $"dotnet watch ended by itself with exit code {exitCode}; its messages are above.",
        "Mend what they say, and run the target again.");

    public static DeploymentException PortTaken(ushort port, string reason) => new(
        PortTakenCode, $"The simulator cannot listen on port {port}: {reason}",
        "Take another --playground-port, or leave it out.", ExitCode.BadUsage);

    public static DeploymentException NotFormatted(int files) => new(
        NotFormattedCode, $"{files} {(files == 1 ? "file is" : "files are")} not formatted as .editorconfig says; they are named above.",
        "./build.sh Format formats them; commit what it changes.");
}
