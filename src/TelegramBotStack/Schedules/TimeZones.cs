namespace TelegramBotStack;

/// <summary>Time zones by their name in the IANA database, and local times in them.</summary>
public static class TimeZones
{
    /// <summary>Finds a zone.</summary>
    /// <param name="name">Such as <c>Europe/Berlin</c>.</param>
    /// <exception cref="ArgumentException">This machine does not know it.</exception>
    public static TimeZoneInfo Find(string name)
        => TryFind(name) ?? throw new ArgumentException(
            $"'{name}' is no time zone that this machine knows. Use a name such as Europe/Berlin; if it is right, the package tzdata is missing here.",
            nameof(name));

    /// <summary>Finds a zone; null when this machine does not know it.</summary>
    /// <param name="name">Such as <c>Europe/Berlin</c>.</param>
    public static TimeZoneInfo? TryFind(string name)
        => !string.IsNullOrWhiteSpace(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>
    /// The moment of a local time. One that does not exist, because clocks are put forward, is as much later; of one that
    /// comes twice, because they are put back, it is the first.
    /// </summary>
    /// <param name="local">The time as a clock on the wall shows it.</param>
    /// <param name="zone">Where the clock is.</param>
    public static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var time = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var offset = zone.IsInvalidTime(time)
            ? zone.GetUtcOffset(time.AddDays(-1))
            : zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max() : zone.GetUtcOffset(time);
        return new DateTimeOffset(time, offset).ToUniversalTime();
    }
}
