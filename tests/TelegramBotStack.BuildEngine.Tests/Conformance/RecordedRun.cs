using System.Text.RegularExpressions;

namespace TelegramBotStack.BuildEngine.Tests.Conformance;

/// <summary>A run of NUKE 10.1.0 as it was recorded: what was typed, what was printed, how it ended.</summary>
internal sealed partial record RecordedRun(string Title, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<string> Arguments, string Output, int ExitCode)
{
    private static readonly Lazy<IReadOnlyList<RecordedRun>> Recorded = new(Read);

    public static IReadOnlyList<RecordedRun> All => Recorded.Value;

    /// <summary>The compiled probe that printed it.</summary>
    public string Probe => Environment.GetValueOrDefault("PROBE") switch
    {
        null when Title is "AbsolutePath and Assert" => "Fourth",
        "capture" or "redact" => "Fourth",
        "shorthand" or "signals" => "Own",
        null => "First",
        _ => "Second",
    };

    private static List<RecordedRun> Read()
    {
        var text = File.ReadAllText(Path.Combine(ProbeProcess.ProbesDirectory, "..", "recorded-runs.txt"));
        return [.. Section().Matches(text).Select(Parse)];
    }

    private static RecordedRun Parse(Match match)
    {
        var words = match.Groups["command"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var variables = words.TakeWhile(word => word != "build").Where(word => word.Contains('=') && !word.Contains('<')).Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new RecordedRun(
            match.Groups["title"].Value,
            variables,
            words.SkipWhile(word => word != "build").Skip(1).ToList(),
            match.Groups["output"].Value,
            int.Parse(match.Groups["code"].Value));
    }

    [GeneratedRegex(@"^\#\# (?<title>[^\n]+)\n\$ (?<command>[^\n]*)\n(?<output>.*?)\[(exit code|process result) (?<code>-?\d+)\]", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();
}
