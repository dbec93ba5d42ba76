using System.Globalization;

namespace TelegramBotStack.Components.Deploying;

/// <summary>Whether the bots of a host answer, in a sentence.</summary>
internal static class BotsVerdict
{
    /// <param name="bots">Their names, and whether they answer.</param>
    /// <param name="host">Where they are; null when that is said elsewhere.</param>
    public static string Of(IReadOnlyCollection<(string Name, bool IsAnswering)> bots, string? host = null)
    {
        var on = host is null ? "" : $" on {host}";
        var count = (bots.Count == 1 ? "1 bot" : string.Create(CultureInfo.InvariantCulture, $"{bots.Count} bots")) + on;
        var silent = bots.Where(bot => !bot.IsAnswering).Select(bot => bot.Name).ToArray();
        return (bots.Count, silent) switch
        {
            (0, _) => $"No bots{on}.",
            (1, []) => $"{count}; it answers.",
            (1, _) => $"{count}; it does not answer.",
            (_, []) => $"{count}; all answer.",
            _ => $"{count}; these do not answer: {string.Join(", ", silent)}.",
        };
    }
}
