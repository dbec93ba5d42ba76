using System.Globalization;
using System.Text.RegularExpressions;

namespace TelegramBotStack.Components.Development;

/// <summary>What a line that <c>dotnet watch</c>, the compiler or the bot has printed is about.</summary>
internal enum DevLineKind
{
    /// <summary>Something the bot has printed.</summary>
    Output,

    /// <summary>A line of the bot's log.</summary>
    Log,

    /// <summary>A file was saved.</summary>
    Saved,

    /// <summary>The change is in the running bot.</summary>
    Reloaded,

    /// <summary>The change needs the bot to be started again, which is done.</summary>
    Restarting,

    /// <summary>An error or a warning of the compiler.</summary>
    Compiler,

    /// <summary>What ended the bot.</summary>
    Crash,

    /// <summary>A frame of a stack trace.</summary>
    Frame,

    /// <summary>The bot has ended by itself.</summary>
    Ended,

    /// <summary>The bot has ended, and the next save starts it again.</summary>
    Waiting,

    /// <summary>The bot runs, and saves are noticed.</summary>
    Watching,

    /// <summary>Nothing a person needs.</summary>
    Noise,
}

/// <summary>A line, understood.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Text">What of it is shown.</param>
/// <param name="Level">A log line's level, as the console logger abbreviates it.</param>
internal sealed partial record DevLine(DevLineKind Kind, string Text, string? Level = null)
{
    /// <param name="line">The line.</param>
    /// <param name="root">The repository's root; paths below it are shown from there.</param>
    public static DevLine Read(string line, string root)
    {
        if (Watch().Match(line) is { Success: true } watch)
        {
            return OfWatch(watch.Groups["text"].Value, root);
        }

        if (Log().Match(line) is { Success: true } log)
        {
            return new DevLine(DevLineKind.Log, LogText(log), log.Groups["level"].Value);
        }

        return line switch
        {
            _ when Crashed().Match(line) is { Success: true } crash => new DevLine(DevLineKind.Crash, crash.Groups["cause"].Value),
            _ when Frame().IsMatch(line) => new DevLine(DevLineKind.Frame, Below(line.Trim(), root)),
            _ when Diagnostic().IsMatch(line) => new DevLine(DevLineKind.Compiler, Below(line.Trim(), root)),
            _ when string.IsNullOrWhiteSpace(line) || OfBuild().IsMatch(line) => new DevLine(DevLineKind.Noise, line),
            _ => new DevLine(DevLineKind.Output, line),
        };
    }

    private static DevLine OfWatch(string text, string root) => text switch
    {
        _ when File().Match(text) is { Success: true } file => new DevLine(DevLineKind.Saved, file.Groups["path"].Value),
        _ when Applied().Match(text) is { Success: true } applied => new DevLine(DevLineKind.Reloaded, applied.Groups["took"].Value),
        _ when text.StartsWith("Restart is needed", StringComparison.Ordinal) => new DevLine(DevLineKind.Restarting, text),
        _ when EndedWith().Match(text) is { Success: true } ended => new DevLine(DevLineKind.Ended, ended.Groups["code"].Value),
        _ when text.StartsWith("Waiting for a file to change before restarting", StringComparison.Ordinal) => new DevLine(DevLineKind.Waiting, text),
        "Waiting for changes" => new DevLine(DevLineKind.Watching, text),
        _ when Diagnostic().IsMatch(text) => new DevLine(DevLineKind.Compiler, Below(text, root)),
        _ when OfWatchAlone().IsMatch(text) => new DevLine(DevLineKind.Noise, text),
        _ => new DevLine(DevLineKind.Output, text),
    };

    private static string LogText(Match log)
    {
        var at = DateTimeOffset.Parse(log.Groups["at"].Value, CultureInfo.InvariantCulture).ToLocalTime();
        var category = log.Groups["category"].Value;
        var who = category.StartsWith("TelegramBotStack.", StringComparison.Ordinal) ? "" : $"{category[(category.LastIndexOf('.') + 1)..]}: ";
        return string.Create(CultureInfo.InvariantCulture, $"{at:HH:mm:ss} {who}{log.Groups["message"].Value}");
    }

    private static string Below(string text, string root) => text.Replace(root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    [GeneratedRegex(@"^dotnet watch : (?<text>.*)$")]
    private static partial Regex Watch();

    [GeneratedRegex(@"^(?<at>\d{4}-\d\d-\d\dT[0-9:.]+Z) (?<level>trce|dbug|info|warn|fail|crit): (?<category>[^\[\s]+)\[-?\d+\] (?<message>.*)$")]
    private static partial Regex Log();

    [GeneratedRegex(@"^(?:The bot crashed: |Unhandled exception\. )(?<cause>.*)$")]
    private static partial Regex Crashed();

    [GeneratedRegex(@"^\s+at .+|^\s*--- End of ")]
    private static partial Regex Frame();

    [GeneratedRegex(@": (?:error|warning) [A-Z]+\d+: ")]
    private static partial Regex Diagnostic();

    [GeneratedRegex(@"^File (?:updated|added|deleted|renamed): (?:\./|\.\\)?(?<path>.*)$")]
    private static partial Regex File();

    [GeneratedRegex(@"changes applied(?: in (?<took>[0-9.]+ ?m?s))?|^Hot reload .*succeeded")]
    private static partial Regex Applied();

    [GeneratedRegex(@"Exited with error code (?<code>-?\d+)")]
    private static partial Regex EndedWith();

    [GeneratedRegex(@"^(?:Hot reload (?:enabled|capabilities)|Press |Loading projects|Loaded |Waiting for |No managed code changes|Unable to apply changes due to compilation|Started|Building|Exited|\[[^\]]*\] Exited$|Restarting)")]
    private static partial Regex OfWatchAlone();

    [GeneratedRegex(@"^\s*(?:Determining projects to restore|All projects are up-to-date|Restored |\S+ -> |Build succeeded|Build FAILED|\d+ Warning\(s\)|\d+ Error\(s\)|Time Elapsed )")]
    private static partial Regex OfBuild();
}
