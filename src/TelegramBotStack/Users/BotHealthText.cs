using System.Globalization;
using System.Text.Json;
using TelegramBotStack.Status;

namespace TelegramBotStack.Users;

/// <summary>How the bot is, in words for its administrators.</summary>
internal sealed class BotHealthText(StatusBoard board, TimeProvider time)
{
    private const double Mebibyte = 1024 * 1024;

    public string Describe(UpdateContext context)
    {
        var status = board.Current;
        return context.Localize(
            "admins.health",
            ("state", JsonNamingPolicy.CamelCase.ConvertName(status.State.ToString())),
            ("release", status.Release),
            ("instance", status.Instance),
            ("epoch", status.Epoch),
            ("handled", status.Updates.Handled),
            ("pending", status.Updates.Pending),
            ("failed", status.Updates.Failed),
            ("redelivered", status.Updates.Redelivered),
            ("lag", status.LagMilliseconds is { } lag ? string.Create(CultureInfo.InvariantCulture, $"{lag:0} ms") : "–"),
            ("conflicts", status.Conflicts),
            ("memory", string.Create(CultureInfo.InvariantCulture, $"{(status.MemoryBytes ?? Environment.WorkingSet) / Mebibyte:0} MB")),
            ("uptime", Uptime(time.GetUtcNow() - status.StartedAt)),
            ("error", status.LastError is { } error ? $"{error.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {error.Code}: {error.Message}" : "–"));
    }

    private static string Uptime(TimeSpan time) => time.Days > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {time.Hours} h")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Hours}:{time.Minutes:00}:{time.Seconds:00}");
}
