using System.Globalization;

namespace TelegramBotStack;

/// <summary>Settings of all broadcasts. Set by <see cref="BroadcastExtensions.ConfigureBroadcasts"/>.</summary>
public sealed record BroadcastSettings
{
    /// <summary>What is shown to whoever a broadcast reports to. Default: counts, in English.</summary>
    public Func<BroadcastReport, string> Describe { get; init; } = InEnglish;

    /// <summary>How often that is brought up to date. Default 5 s.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(5);

    private static string InEnglish(BroadcastReport report)
    {
        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"Broadcast {report.Id}: {report.Done:N0} of {report.Total:N0}. {report.Sent:N0} sent, {report.Blocked:N0} blocked, {report.Failed:N0} failed");
        if (report.Unknown > 0)
        {
            counts += string.Create(CultureInfo.InvariantCulture, $", {report.Unknown:N0} unknown");
        }

        return report.State switch
        {
            BroadcastState.Paused => $"{counts}. Paused.{(report.LastError is { } error ? $" Telegram says: {error}" : "")}",
            BroadcastState.Cancelled => $"{counts}. Cancelled.",
            BroadcastState.Done => $"{counts}. Done.",
            _ => counts + ".",
        };
    }
}
