namespace TelegramBotStack;

/// <summary>Settings of all broadcasts. Set by <see cref="BroadcastExtensions.ConfigureBroadcasts"/>.</summary>
public sealed record BroadcastSettings
{
    /// <summary>
    /// What is shown to whoever a broadcast reports to. Default null: counts, in the language of whoever began it, by the
    /// texts <c>broadcasts.…</c>.
    /// </summary>
    public Func<BroadcastReport, string>? Describe { get; init; }

    /// <summary>How often that is brought up to date. Default 5 s.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(5);
}
