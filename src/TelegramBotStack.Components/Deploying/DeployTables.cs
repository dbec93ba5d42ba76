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
        var table = Plain("release", "process", "restarts", "state", "updates handled", "last poll");
        foreach (var instance in report.Instances)
        {
            table.AddRow(
                Cell(instance.Release),
                Process(instance),
                instance.Restarts.ToString(CultureInfo.InvariantCulture),
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

        foreach (var finding in report.Instances.SelectMany(instance => instance.Findings))
        {
            screen.Row(finding.IsProblem ? "✗" : "!", finding.IsProblem ? "red" : "yellow", finding.Code, finding.Cause);
            screen.Note($"mend: {finding.Mend}");
        }

        screen.Headline(Conclusion(report), report.IsAnswering);
    }

    internal static string Conclusion(StatusReport report) => report switch
    {
        { IsAnswering: true, Code: not null } => $"{report.Bot} answers on {report.Host}. Worth a look: {report.Code}, above.",
        { IsAnswering: true } => $"{report.Bot} answers on {report.Host}.",
        { Instances: [], Active: null } => $"{report.Bot} is not deployed on {report.Host}. Next: ./build.sh DeployUp",
        { Instances: [] } => $"{report.Bot} does not run on {report.Host}: its container is gone. Next: ./build.sh DeployUp",
        { Code: not null } => $"{report.Bot} does not answer on {report.Host}: {report.Code} {report.Cause} Next: {report.Mend}",
        _ => $"{report.Bot} is starting on {report.Host}. Look again in a few seconds: ./build.sh DeployStatus",
    };

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
                    Process(instance),
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

        screen.Headline(
            BotsVerdict.Of([.. report.Bots.Select(bot => (bot.Bot, bot.IsAnswering))], report.Host),
            good: report.Bots.All(bot => bot.IsAnswering));
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

    private static string Process(InstanceReport instance) => instance switch
    {
        { IsRestarting: true } => "restarting",
        { IsRunning: true } => "running",
        _ => "ended",
    };

    private static string Cell(string? text) => Markup.Escape(string.IsNullOrEmpty(text) ? "-" : text);

    private static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";
}
