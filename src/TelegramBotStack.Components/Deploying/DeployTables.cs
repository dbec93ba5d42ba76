using System.Globalization;
using Spectre.Console;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Components.Deploying;

/// <summary>Shows how a bot is doing, and what was done with it.</summary>
internal static class DeployTables
{
    public static void Status(Screen screen, StatusReport report)
    {
        var table = Plain("release", "process", "state", "updates handled", "last poll");
        foreach (var instance in report.Instances)
        {
            table.AddRow(
                Cell(instance.Release),
                instance.IsRunning ? "running" : "ended",
                Cell(instance.KeepsContract ? instance.Status?.State.ToString().ToLowerInvariant() : "not told"),
                Cell(instance.Status?.Updates?.Handled.ToString(CultureInfo.InvariantCulture)),
                Time(instance.Status?.LastPollAt));
        }

        if (report.Instances.Count > 0)
        {
            screen.Write(table);
        }

        if (report.Watcher is not null || report.WantsWatcher)
        {
            screen.Labelled("Watcher", Watcher(report.Watcher));
        }

        if (report.UnderWay is { } journal)
        {
            screen.Note($"{journal.By} began to deploy release {journal.Release}, last step '{journal.Step}'");
        }

        foreach (var error in report.Instances.Select(instance => instance.Status?.LastError).OfType<InstanceError>())
        {
            screen.Note($"Last error ({Time(error.At)}): {error.Message}");
        }

        screen.Headline(
            (report.IsAnswering, report.Instances.Count) switch
            {
                (true, _) => $"{report.Bot} answers on {report.Host}.",
                (false, 0) => $"{report.Bot} is not deployed on {report.Host}. Next: ./build.sh DeployUp",
                _ => $"{report.Bot} does not answer on {report.Host}. Next: ./build.sh DeployLogs",
            },
            report.IsAnswering);
    }

    public static void AllBots(Screen screen, HostBotsReport report)
    {
        var table = Plain("bot", "release", "process", "state", "restarts", "updates handled", "last poll");
        foreach (var bot in report.Bots)
        {
            foreach (var instance in bot.Instances)
            {
                table.AddRow(
                    Cell(bot.Bot),
                    Cell(instance.Release),
                    instance.IsRunning ? "running" : "ended",
                    Cell(instance.KeepsContract ? instance.Status?.State.ToString().ToLowerInvariant() : "not told"),
                    instance.Restarts.ToString(CultureInfo.InvariantCulture),
                    Cell(instance.Status?.Updates?.Handled.ToString(CultureInfo.InvariantCulture)),
                    Time(instance.Status?.LastPollAt));
            }
        }

        if (report.Bots.Count > 0)
        {
            screen.Write(table);
        }

        var silent = report.Bots.Where(bot => !bot.IsAnswering).Select(bot => bot.Bot).ToArray();
        screen.Headline(
            silent.Length == 0
                ? $"{report.Bots.Count} bots on {report.Host}; all answer."
                : $"{report.Bots.Count} bots on {report.Host}; these do not answer: {string.Join(", ", silent)}.",
            good: silent.Length == 0);
    }

    public static void History(Screen screen, HistoryReport report)
    {
        var releases = Plain("release", "", "commit", "made by", "verified");
        foreach (var release in report.Releases.Reverse())
        {
            releases.AddRow(
                Cell(release.Id), release.Id == report.Active ? "active" : release.TakenBackAt is null ? "" : "taken back", Cell(release.Commit), Cell(release.CreatedBy), Time(release.VerifiedAt));
        }

        screen.Write(releases);
        var audit = Plain("when", "who", "what", "release", "outcome", "took");
        foreach (var entry in report.Audit.TakeLast(20).Reverse())
        {
            audit.AddRow(
                Time(entry.At), Cell(entry.By), Cell(entry.Operation), Cell(entry.Release), Cell(entry.Outcome),
                string.Create(CultureInfo.InvariantCulture, $"{entry.Seconds:0.0} s"));
        }

        screen.Write(audit);
        screen.Headline($"{report.Releases.Count} releases of {report.Bot} on {report.Host}. Next: ./build.sh Rollback --release-id …", good: true);
    }

    private static string Watcher(WatcherReport? watcher) => watcher switch
    {
        null => "none, although deploy.yaml has alerts. Next: ./build.sh DeployUp",
        { IsRunning: false } => "does not run. Next: ./build.sh DeployUp",
        { State: null or "ok", Waiting: 0 } => "sees nothing wrong",
        { State: null or "ok" } => $"sees nothing wrong; {watcher.Waiting} messages wait to be sent",
        _ => $"says {watcher.State} since {Time(watcher.Since)}: {watcher.Reason}" + (watcher.Waiting == 0 ? "" : $"; {watcher.Waiting} messages wait to be sent"),
    };

    private static Table Plain(params string[] columns)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn($"[grey]{Markup.Escape(column)}[/]").NoWrap());
        }

        return table;
    }

    private static string Cell(string? text) => Markup.Escape(string.IsNullOrEmpty(text) ? "-" : text);

    private static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";
}
