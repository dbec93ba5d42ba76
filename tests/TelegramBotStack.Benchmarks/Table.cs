using System.Globalization;
using System.Text;

namespace TelegramBotStack.Benchmarks;

/// <summary>The results as a table in Markdown.</summary>
internal static class Table
{
    public static string Of(IReadOnlyDictionary<Contestant, Result> results)
    {
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine("| bot | updates/s | CPU s per 1,000 | updates/s, replies of 20 ms | p50 ms | p99 ms | most MB | out of order |")
            .AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var (contestant, result) in results)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {contestant.Title} | {result.PerSecond:N0} | {result.ProcessorSeconds:0.000} | {result.SlowPerSecond:N0} | {result.Median:0.0} | {result.NinetyNinth:0.0} | {result.PeakMegabytes:0} | {result.OutOfOrder:N0} |");
        }

        return text.ToString();
    }
}
