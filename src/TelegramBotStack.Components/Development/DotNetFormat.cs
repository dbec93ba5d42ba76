using TelegramBotStack.Components.Output;

namespace TelegramBotStack.Components.Development;

/// <summary>Formats the sources with <c>dotnet format</c>, or says which are not formatted.</summary>
internal static class DotNetFormat
{
    // "…/Bot.cs(3,1): error WHITESPACE: Fix whitespace formatting."
    private const string Finding = ": error ";

    /// <param name="solution">Path of the solution or project file.</param>
    /// <param name="onlyCheck">Whether nothing is changed.</param>
    /// <param name="screen">Where the compiler's messages go.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What <c>--json</c> prints.</returns>
    public static async Task<object?> RunAsync(string solution, bool onlyCheck, Screen screen, CancellationToken cancellationToken)
    {
        var directory = Path.GetDirectoryName(solution)!;
        var files = new HashSet<string>(StringComparer.Ordinal);
        var exitCode = await ChildProcess.RunAsync(
            "dotnet", ["format", solution, .. onlyCheck ? ["--verify-no-changes"] : Array.Empty<string>()],
            directory, OnLine, OnLine, environment: null, cancellationToken).ConfigureAwait(false);
        if (exitCode != 0)
        {
            throw files.Count > 0 ? DevelopmentErrors.NotFormatted(files.Count) : DevelopmentErrors.BuildFailed();
        }

        screen.Headline(onlyCheck ? "Everything is formatted." : "Formatted. Next: ./build.sh Test", good: true);
        return new { Checked = onlyCheck };

        void OnLine(string line)
        {
            var at = line.IndexOf(Finding, StringComparison.Ordinal);
            if (at > 0)
            {
                files.Add(line[..at].Split('(')[0].Trim());
            }

            screen.Line(line.Replace(directory + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Trim());
        }
    }
}
