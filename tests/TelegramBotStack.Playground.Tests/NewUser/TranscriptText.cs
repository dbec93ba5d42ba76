using System.Text.RegularExpressions;

namespace TelegramBotStack.Playground.Tests.NewUser;

/// <summary>What of a terminal's screen is told, and which texts count as the same although times, sizes and names differ.</summary>
internal static partial class TranscriptText
{
    /// <summary>
    /// A target's own lines: without the header and the table that the build engine puts around each, without what
    /// <c>dotnet test</c> prints by itself, without the bot's log and where a throwaway server has its parts from.
    /// </summary>
    public static IReadOnlyList<TerminalLine> Told(IReadOnlyList<TerminalLine> screen)
    {
        var lines = screen.ToList();
        var header = lines.FindLastIndex(line => line.Text.StartsWith('╬'));
        var before = lines.Take(Math.Max(0, lines.FindIndex(line => line.Text.StartsWith("TelegramBotStack build engine", StringComparison.Ordinal))));
        var own = lines.Skip(header + 1).TakeWhile(line => !line.Text.StartsWith('═')).ToList();
        // All of dotnet test comes before the coverage, which Test itself tells.
        own.RemoveRange(0, Math.Max(0, own.FindIndex(line => line.Text.StartsWith("  lines ", StringComparison.Ordinal))));
        return Trim([.. before.Concat(own).Where(line => !OfOthers().IsMatch(line.Text))]);
    }

    /// <summary>As it compares: numbers, hashes and padding alike.</summary>
    public static string Alike(string line) => Blanks().Replace(Units().Replace(Numbers().Replace(Hashes().Replace(line, "#"), "0"), "0 u"), " ").Trim();

    private static IReadOnlyList<TerminalLine> Trim(List<TerminalLine> lines)
    {
        var one = lines.Where((line, index) => line.Text.Length > 0 || (index > 0 && lines[index - 1].Text.Length > 0)).ToList();
        return [.. one.SkipWhile(line => line.Text.Length == 0).Take(one.FindLastIndex(line => line.Text.Length > 0) + 1)];
    }

    [GeneratedRegex(@"^(?:SIGINT received|(?:info|dbug) \d\d:|Loading the stand-in|No registry answers|Installing )")]
    private static partial Regex OfOthers();

    [GeneratedRegex(@"(?<=-local\.)s[0-9a-f]+|(?<=commit )[0-9a-f]+|\d{8}T\d{6}Z-[0-9a-f]{6}|\b(?=[0-9a-f]*\d)[0-9a-f]{6,}\b")]
    private static partial Regex Hashes();

    [GeneratedRegex(@"\d+(?:[.,:]\d+)*")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"0 ?(?:ms|s|min|bytes|B|KB|MB)\b")]
    private static partial Regex Units();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
