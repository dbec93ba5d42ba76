namespace TelegramBotStack;

/// <summary>Settings of all scheduled work. Set by <see cref="ScheduleExtensions.ConfigureSchedules"/>.</summary>
public sealed record ScheduleSettings
{
    /// <summary>
    /// Time zone of whoever has named none, such as <c>Europe/Berlin</c>. Default null: that of the process, which the
    /// environment variable <c>TZ</c> sets.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary>How much runs at the same time, from 1. Default 16.</summary>
    public int Concurrency { get; init; } = 16;
}
