using System.Globalization;
using Spectre.Console;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.BackingUp;

/// <summary>Shows the backups of a bot.</summary>
internal static class BackupTable
{
    public static void Show(Screen screen, BackupListReport report)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in (string[])["backup", "made for", "where", "size", "files", "release", "frozen"])
        {
            table.AddColumn(new TableColumn($"[grey]{column}[/]").NoWrap());
        }

        foreach (var backup in report.Backups.Reverse())
        {
            table.AddRow(
                backup.Id,
                Cell(backup.Kind?.ToString().ToLowerInvariant()),
                (backup.AtHome, backup.OnHost) switch { (true, true) => "here, host", (true, _) => "here", _ => "host" },
                string.Create(CultureInfo.InvariantCulture, $"{backup.Bytes / 1024.0 / 1024.0:0.0} MB"),
                Cell(backup.Files?.ToString(CultureInfo.InvariantCulture)),
                Cell(backup.Release),
                backup.FreezeMilliseconds is { } frozen ? string.Create(CultureInfo.InvariantCulture, $"{frozen:0.0} ms") : "-");
        }

        if (report.Backups.Count > 0)
        {
            screen.Write(table);
        }

        foreach (var backup in report.Backups.Where(backup => backup.Problem is not null))
        {
            screen.Note($"{backup.Id}: {backup.Problem}");
        }

        if (report.HostProblem is { } problem)
        {
            screen.Note($"The copies on the host are not listed: {problem}");
        }

        screen.Headline(
            report.Backups.Count == 0
                ? $"{report.Bot} has no backup. Next: ./build.sh Backup"
                : $"{report.Backups.Count} backups of {report.Bot}; those here are in {report.Directory}. Next: ./build.sh Restore --backup-id …",
            good: report.Backups.Count > 0);
    }

    private static string Cell(string? text) => Markup.Escape(string.IsNullOrEmpty(text) ? "-" : text);
}
