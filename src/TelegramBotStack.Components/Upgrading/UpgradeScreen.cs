using System.Text;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>Shows an upgrade: as a unified diff before, in a few lines afterwards.</summary>
internal static class UpgradeScreen
{
    public static void Show(IReadOnlyList<FileChange> changes, Screen screen)
    {
        screen.Line();
        // The record is a list of hashes, which tells a person nothing.
        foreach (var change in changes.Where(change => change.Path != ScaffoldRecord.FileName))
        {
            foreach (var line in FileMerge.Diff(change.Path, Text(change.Before), Text(change.After)).TrimEnd('\n').Split('\n'))
            {
                screen.Difference(line.TrimEnd());
            }
        }

        screen.Line();
        foreach (var kind in changes.GroupBy(change => change.Kind))
        {
            screen.Labelled(kind.Key.ToString(), string.Join(", ", kind.Select(change => change.Path)));
        }
    }

    public static void Conclude(UpgradeReport report, Screen screen)
    {
        foreach (var path in report.LookAt)
        {
            screen.Note($"{path[..^".new".Length]} is yours; what {report.To} has there is in {path}. Take what you need, then delete it.");
        }

        screen.Headline(
            $"Upgraded from {report.From} to {report.To}: {report.Changed.Count} files changed"
                + (report.LookAt is [] ? "" : $", {report.LookAt.Count} to look at")
                + $". Next: {(OperatingSystem.IsWindows() ? "build.cmd" : "./build.sh")} Test",
            good: true);
    }

    private static string? Text(byte[]? content) => content is null ? null : Encoding.UTF8.GetString(content);
}
