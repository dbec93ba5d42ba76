using TelegramBotStack;

/// <summary>When to remind, as users write it.</summary>
public static class ReminderTime
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <param name="word">in or at.</param>
    /// <param name="time">A duration such as 30m, or a time such as 14:30, which is tomorrow's when today's has passed.</param>
    /// <param name="now">What time it is.</param>
    /// <param name="zone">Where the user's clock is.</param>
    /// <returns>The moment; null when the words mean none.</returns>
    public static DateTimeOffset? Read(string word, string time, DateTimeOffset now, TimeZoneInfo zone) => word.ToLowerInvariant() switch
    {
        "in" when TypedValue.TryParse<TimeSpan>(time, out var after) && after > TimeSpan.Zero && after <= Longest => now + after,
        "at" when TypedValue.TryParse<TimeOnly>(time, out var clock) => Next(clock, now, zone),
        _ => null,
    };

    private static DateTimeOffset Next(TimeOnly clock, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var at = TimeZones.ToInstant(today.ToDateTime(clock), zone);
        // By the calendar, not by 24 hours: when clocks change, a day has 23 or 25.
        return at > now ? at : TimeZones.ToInstant(today.AddDays(1).ToDateTime(clock), zone);
    }
}
