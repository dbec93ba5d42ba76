using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>
/// When a schedule runs: in words, or as the five fields of crontab(5): minute, hour, day of the month, month, day of the week.
/// </summary>
internal static partial class CronExpression
{
    private static readonly (int Least, int Most)[] Fields = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];
    private static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>Reads it; the result holds digits, <c>* , - /</c> and single spaces only.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? expression)
    {
        text = text.Trim().ToLowerInvariant();
        expression = text == "hourly" ? "0 * * * *" : Daily(text) ?? Fivefold(text);
        return expression is not null;
    }

    private static string? Daily(string text)
    {
        var match = InWords().Match(text);
        if (!match.Success
            || !TimeOnly.TryParseExact(match.Groups["time"].Value, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return null;
        }

        var day = match.Groups["day"].Success ? Array.IndexOf(Days, match.Groups["day"].Value).ToString(CultureInfo.InvariantCulture) : "*";
        return day == "-1" ? null : string.Create(CultureInfo.InvariantCulture, $"{time.Minute} {time.Hour} * * {day}");
    }

    private static string? Fivefold(string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == Fields.Length && fields.Zip(Fields).All(pair => pair.First.Split(',').All(part => IsField(part, pair.Second)))
            ? string.Join(' ', fields)
            : null;
    }

    private static bool IsField(string part, (int Least, int Most) range)
    {
        var match = Part().Match(part);
        return match.Success
            && Within(match.Groups["from"]) && Within(match.Groups["to"])
            && (!match.Groups["to"].Success || Number(match.Groups["from"]) <= Number(match.Groups["to"]))
            && (!match.Groups["step"].Success || Number(match.Groups["step"]) is > 0 and <= 59);

        bool Within(Group group) => !group.Success || (Number(group) >= range.Least && Number(group) <= range.Most);
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?:daily|weekly on (?<day>[a-z]+)) at (?<time>\d{1,2}:\d{2})\z")]
    private static partial Regex InWords();

    [GeneratedRegex(@"\A(?:\*|(?<from>\d{1,2})(?:-(?<to>\d{1,2}))?)(?:/(?<step>\d{1,2}))?\z")]
    private static partial Regex Part();
}
