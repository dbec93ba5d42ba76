using Cronos;

namespace TelegramBotStack;

/// <summary>
/// Times that come again and again. When clocks are put forward, a time that does not exist is replaced by the moment of
/// the change; when they are put back, a time that comes twice counts once, the first time.
/// </summary>
public sealed record Recurrence
{
    private Recurrence(string expression, string? timeZone)
    {
        Expression = expression;
        TimeZone = timeZone;
    }

    /// <summary>The cron expression.</summary>
    public string Expression { get; }

    /// <summary>Time zone in which it is read; null for that of the user, else of the bot.</summary>
    public string? TimeZone { get; }

    /// <summary>Times by a cron expression.</summary>
    /// <param name="expression">Minute, hour, day of the month, month, day of the week: <c>0 9 * * 1-5</c> is 9:00 on weekdays.</param>
    /// <param name="timeZone">Such as <c>Europe/Berlin</c>. Default: that of the user, else of the bot.</param>
    /// <exception cref="ArgumentException">The expression is malformed, or this machine does not know the zone.</exception>
    public static Recurrence Cron(string expression, string? timeZone = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(expression);
        if (!CronExpression.TryParse(expression, out _))
        {
            throw new ArgumentException($"'{expression}' is no cron expression: minute, hour, day, month and weekday, as in '0 9 * * 1-5'.", nameof(expression));
        }

        if (timeZone is not null)
        {
            TimeZones.Find(timeZone);
        }

        return new Recurrence(expression, timeZone);
    }

    internal DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
        => CronExpression.Parse(Expression).GetNextOccurrence(after, zone) is { } next ? next.ToUniversalTime() : null;
}
