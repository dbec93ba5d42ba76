using System.Globalization;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>When a cron expression runs, as crontab(5) says.</summary>
internal static class CronTimes
{
    /// <summary>The longest time between two of its runs within a year; null when it runs less than twice.</summary>
    /// <param name="expression">Five fields as <see cref="CronExpression"/> gives them.</param>
    public static TimeSpan? LongestPause(string expression)
    {
        var fields = expression.Split(' ');
        bool[] minutes = Values(fields[0], 60), hours = Values(fields[1], 24), days = Values(fields[2], 32), months = Values(fields[3], 13);
        var weekdays = Values(fields[4], 8);
        weekdays[0] |= weekdays[7];
        DateTime? last = null;
        TimeSpan? longest = null;
        var first = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var day in Enumerable.Range(0, 366).Select(number => first.AddDays(number)).Where(IsDay))
        {
            foreach (var minute in Enumerable.Range(0, 24 * 60).Where(minute => hours[minute / 60] && minutes[minute % 60]))
            {
                var run = day.AddMinutes(minute);
                longest = run - last is { } pause && !(pause < longest) ? pause : longest;
                last = run;
            }
        }

        return longest;

        // Where both are given, either is enough.
        bool IsDay(DateTime day) => months[day.Month] && (fields[2][0] == '*' || fields[4][0] == '*'
            ? days[day.Day] && weekdays[(int)day.DayOfWeek]
            : days[day.Day] || weekdays[(int)day.DayOfWeek]);
    }

    private static bool[] Values(string field, int count)
    {
        var values = new bool[count];
        foreach (var part in field.Split(','))
        {
            var step = part.Split('/');
            var range = step[0].Split('-');
            var from = range[0] == "*" ? 0 : Number(range[0]);
            var to = range switch
            {
                ["*"] => count - 1,
                [_, var end] => Number(end),
                _ => step.Length > 1 ? count - 1 : from,
            };
            for (var value = from; value <= to; value += step.Length > 1 ? Number(step[1]) : 1)
            {
                values[value] = true;
            }
        }

        return values;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
