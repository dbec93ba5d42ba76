using System.Globalization;

namespace TelegramBotStack.Broadcasts;

/// <summary>How far a broadcast has got, in words.</summary>
internal static class BroadcastText
{
    public static string Of(BroadcastReport report, string? language, ITexts texts)
    {
        var counts = texts.Localize(
            language,
            report.Unknown > 0 ? "broadcasts.counts_unknown" : "broadcasts.counts",
            ("id", report.Id),
            ("done", Number(report.Done)),
            ("total", Number(report.Total)),
            ("sent", Number(report.Sent)),
            ("blocked", Number(report.Blocked)),
            ("failed", Number(report.Failed)),
            ("unknown", Number(report.Unknown)));
        var key = report.State switch
        {
            BroadcastState.Paused => report.LastError is null ? "broadcasts.paused" : "broadcasts.paused_by_error",
            BroadcastState.Cancelled => "broadcasts.cancelled",
            BroadcastState.Done => "broadcasts.done",
            _ => "broadcasts.running",
        };
        return texts.Localize(language, key, ("counts", counts), ("error", report.LastError));
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
