using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TelegramBotStack.Arguments;

/// <summary>Durations as people type them: <c>90s</c>, <c>30m</c>, <c>1h30m</c>, <c>2d</c>, <c>1w</c>.</summary>
internal static partial class Duration
{
    public static object? Parse(string text)
    {
        if (text.Length == 0 || Pattern().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var total = TimeSpan.Zero;
        foreach (var (unit, length) in Units)
        {
            if (match.Groups[unit] is { Success: true } group)
            {
                total += length * int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            }
        }

        return total;
    }

    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder();
        var rest = duration;
        foreach (var (unit, length) in Units)
        {
            var count = (long)(rest / length);
            if (count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
                rest -= length * count;
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("w", TimeSpan.FromDays(7)),
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
    ];

    // Six digits of each unit: far more than anyone waits, and no overflow.
    [GeneratedRegex(
        @"\A(?:(?<w>\d{1,6})w)?(?:(?<d>\d{1,6})d)?(?:(?<h>\d{1,6})h)?(?:(?<m>\d{1,6})m(?:in)?)?(?:(?<s>\d{1,6})s)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
