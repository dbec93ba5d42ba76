using System.Text.RegularExpressions;

namespace TelegramBotStack.BuildEngine.Tests.Conformance;

/// <summary>What two engines must have in common: a console output without times, logo, stack frames and colours.</summary>
internal static partial class Transcript
{
    public static string Normalize(string output, string root) => string.Join('\n', Colors().Replace(output, "")
        .Replace(root, "<root>", StringComparison.Ordinal)
        .Replace("<root>2", "<root>", StringComparison.Ordinal)
        .Split('\n')
        .Select(line => line.TrimEnd())
        .Where(line => line.Length > 0 && !Ignored().IsMatch(line))
        .Select(NormalizeLine));

    private static string NormalizeLine(string line)
    {
        line = Time().Replace(line, "");
        line = LastLine().Replace(line, "Build $1");
        line = Destructured().Replace(line, "AbsolutePath {}");
        line = line.Replace("[WRN] : ", "[WRN] ", StringComparison.Ordinal).Replace("[ERR] : ", "[ERR] ", StringComparison.Ordinal);
        return SearchPath().Replace(line, "path <the PATH variable>");
    }

    [GeneratedRegex(@"\e?\[[0-9;]*m")]
    private static partial Regex Colors();

    // Logo, stack frames, the engine's own verbose lines.
    [GeneratedRegex(@"^[█╗╚ ]+[╔═╝║ █╗╚]*$|^NUKE Execution Engine|^TelegramBotStack build engine|^   at |^ +\(\d+ more frames\)|^--- End of|^\S* ?\[VRB\] .*(On(Build|Target)\w+ \(|Target-unrelated)")]
    private static partial Regex Ignored();

    [GeneratedRegex(@"^\d\d:\d\d:\d\d ")]
    private static partial Regex Time();

    [GeneratedRegex(@"^Build (succeeded|failed|interrupted) on .*$")]
    private static partial Regex LastLine();

    [GeneratedRegex(@"AbsolutePath \{.*\}")]
    private static partial Regex Destructured();

    [GeneratedRegex(@"path (?!<)\S*:\S*")]
    private static partial Regex SearchPath();
}
