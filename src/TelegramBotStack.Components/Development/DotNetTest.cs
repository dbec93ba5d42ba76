namespace TelegramBotStack.Components.Development;

/// <summary>Builds a solution and runs its tests, one project after the other, with coverage.</summary>
internal static class DotNetTest
{
    /// <param name="solution">Path of the solution or project file.</param>
    /// <param name="results">Directory for the result files; what it held is deleted.</param>
    /// <param name="arguments">Further arguments for <c>dotnet test</c>, such as a filter.</param>
    /// <param name="onLine">Called with each line of output.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<TestRun> RunAsync(
        string solution, string results, IEnumerable<string> arguments, Action<string> onLine, CancellationToken cancellationToken)
    {
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        Directory.CreateDirectory(results);
        var directory = Path.GetDirectoryName(solution)!;
        var built = await ChildProcess.RunAsync(
            "dotnet", ["build", solution, "--configuration", "Release", "--verbosity", "quiet", "--nologo"],
            directory, onLine, onLine, environment: null, cancellationToken).ConfigureAwait(false);
        if (built != 0)
        {
            return new TestRun(Built: false, Succeeded: false, new TestCounts(0, 0, 0), []);
        }

        // -m:1, or test projects run at once and disturb each other's timing on a small machine.
        var tested = await ChildProcess.RunAsync(
            "dotnet",
            [
                "test", solution, "--configuration", "Release", "--no-build", "--nologo", "-m:1",
                "--logger", "trx", "--results-directory", results, "--collect", "XPlat Code Coverage", .. arguments,
            ],
            directory, onLine, onLine, environment: null, cancellationToken).ConfigureAwait(false);
        return new TestRun(Built: true, tested == 0, TestCounts.Read(results), LineCoverage.Read(results));
    }
}

/// <summary>How a run of the tests ended.</summary>
/// <param name="Built">Whether everything compiled.</param>
/// <param name="Succeeded">Whether the runner ended well.</param>
/// <param name="Counts">How many tests passed, failed and were skipped.</param>
/// <param name="Coverage">Executed lines by assembly; test assemblies are not in it.</param>
internal sealed record TestRun(bool Built, bool Succeeded, TestCounts Counts, IReadOnlyList<LineCoverage> Coverage);
