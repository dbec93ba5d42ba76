using System.Globalization;
using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.BackingUp;

/// <summary>What the backup targets do: one call, then what came of it and what to type next.</summary>
internal static class BackupTargets
{
    public static async Task<object?> BackupAsync(DeployContext context, int? keep, CancellationToken cancellationToken)
    {
        if (keep is { } number)
        {
            context = context with { Settings = context.Settings with { Backup = context.Settings.Backup with { Keep = BackupCount.Check(number) } } };
        }

        var report = await Backup.RunAsync(
            context.Settings, context.Request, new DeploymentScreen(context.Screen), cancellationToken).ConfigureAwait(false);
        context.Screen.Line();
        context.Screen.Labelled("Frozen", string.Create(CultureInfo.InvariantCulture, $"{report.FreezeMilliseconds:0.0} ms"));
        context.Screen.Labelled("File", report.Path);
        context.Screen.Headline(
            $"Backed up {report.Bot}: {Contents(report)}, restored to a scratch place and checked. To bring it back: ./build.sh Restore --backup-id {report.Id}",
            good: true);
        return report;
    }

    public static async Task<object?> ListAsync(DeployContext context, CancellationToken cancellationToken)
    {
        var report = await BackupList.RunAsync(context.Settings, context.Request, cancellationToken).ConfigureAwait(false);
        BackupTable.Show(context.Screen, report);
        return report;
    }

    public static async Task<object?> VerifyAsync(DeployContext context, string? backup, CancellationToken cancellationToken)
    {
        var report = await BackupVerify.RunAsync(context.Settings, backup, cancellationToken).ConfigureAwait(false);
        foreach (var odd in report.Odd)
        {
            context.Screen.Note($"Look at this: {odd}");
        }

        context.Screen.Labelled("File", report.Path);
        context.Screen.Headline(
            $"Backup {report.Id} of {report.Bot} is whole: {Contents(report)}. To bring it back: ./build.sh Restore --backup-id {report.Id}", good: true);
        return report;
    }

    public static async Task<object?> RestoreAsync(DeployContext context, string? backup, CancellationToken cancellationToken)
    {
        var plan = await Restore.PlanAsync(context.Settings, backup, cancellationToken).ConfigureAwait(false);
        var manifest = plan.Manifest;
        var from = manifest.Bot == context.Settings.Bot.Name && manifest.Host == context.Settings.Host.Name
            ? ""
            : $" of another bot or host ({manifest.Bot} on {manifest.Host})";
        var what = string.Create(
            CultureInfo.InvariantCulture, $"put the data{from} of {manifest.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC in the place of those of");
        await Confirmation.AskAsync(context, what, always: true, cancellationToken).ConfigureAwait(false);
        var report = await Restore.RunAsync(
            context.Settings, plan, context.Request, new DeploymentScreen(context.Screen), cancellationToken).ConfigureAwait(false);
        var operation = report.Operation;
        var next = operation.Release.Length > 0
            ? $"release {operation.Release} answers with them. How it does: ./build.sh DeployStatus"
            : "the bot is not deployed yet. Next: ./build.sh DeployUp";
        context.Screen.Line();
        context.Screen.Headline(
            string.Create(CultureInfo.InvariantCulture, $"Restored {report.Files} files of {report.Backup} on {operation.Host} in {operation.Seconds:0.0} s; {next}"),
            good: true);
        return new
        {
            report.Backup, report.Files, report.Bytes, operation.Bot, operation.Host, operation.Release, operation.Seconds, operation.Steps,
        };
    }

    private static string Contents(BackupReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{report.Files} files, {report.DataBytes / 1024.0 / 1024.0:0.0} MB in {report.Bytes / 1024.0 / 1024.0:0.0} MB");
}
