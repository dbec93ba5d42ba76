using System.Globalization;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.Deploying;

/// <summary>What the deployment targets do: one call, then what came of it and what to type next.</summary>
internal static class DeployTargets
{
    public static Task RunAsync(IHazDeployment build, Func<DeployContext, CancellationToken, Task<object?>> action) =>
        TargetRun.RunAsync(build, build.Json, async (screen, cancellationToken) =>
        {
            var context = await DeployContext.LoadAsync(build, screen, cancellationToken).ConfigureAwait(false);
            return await action(context, cancellationToken).ConfigureAwait(false);
        });

    /// <summary>For a target that only looks, for as long as it is wanted: Ctrl-C is how that ends.</summary>
    public static Task WatchAsync(IHazDeployment build, Func<DeployContext, CancellationToken, Task<object?>> action) =>
        TargetRun.RunAsync(build, build.Json, "Ending …", async (screen, cancellationToken) =>
        {
            var context = await DeployContext.LoadAsync(build, screen, cancellationToken).ConfigureAwait(false);
            var result = await action(context, cancellationToken).ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested)
            {
                // The engine would call it interrupted.
                build.ExitCode = (int)ExitCode.Done;
            }

            return result;
        });

    public static async Task<object?> PlanAsync(DeployContext context, CancellationToken cancellationToken)
    {
        var plan = await DeployUp.PlanAsync(
            context.Settings, context.Request, new DeploymentScreen(context.Screen), cancellationToken).ConfigureAwait(false);
        foreach (var step in plan.Steps)
        {
            context.Screen.Line($"  {step.Name,-18} {step.What}");
        }

        foreach (var difference in plan.Differences)
        {
            context.Screen.Labelled("Changes", difference);
        }

        context.Screen.Headline("Nothing was changed. Without --dry-run this is what happens.", good: true);
        return new { DryRun = true, plan.Steps, plan.Differences };
    }

    public static async Task<object?> UpAsync(DeployContext context, CancellationToken cancellationToken)
    {
        await Confirmation.AskAsync(context, "deploy", always: false, cancellationToken).ConfigureAwait(false);
        var report = await DeployUp.RunAsync(
            context.Settings, context.Request, new DeploymentScreen(context.Screen), cancellationToken).ConfigureAwait(false);
        return Conclude(context.Screen, report, "Deployed", $"To take it back: {Typed(context, "Rollback")}");
    }

    public static async Task<object?> RollbackAsync(DeployContext context, string? release, bool withData, CancellationToken cancellationToken)
    {
        if (release is null && !context.Yes && HostPrompts.IsPersonThere)
        {
            release = await ReleasePicker.PickAsync(context, cancellationToken).ConfigureAwait(false);
        }

        await Confirmation.AskAsync(context, withData ? "roll the release and the data back of" : "roll back", always: withData, cancellationToken).ConfigureAwait(false);
        var report = await Rollback.RunAsync(
            context.Settings, release, withData, context.Request, new DeploymentScreen(context.Screen), cancellationToken).ConfigureAwait(false);
        return Conclude(context.Screen, report, "Rolled back", $"What there is: {Typed(context, "DeployHistory")}");
    }

    public static async Task<object?> RestartAsync(DeployContext context, CancellationToken cancellationToken)
    {
        await Confirmation.AskAsync(context, "restart", always: false, cancellationToken).ConfigureAwait(false);
        var report = await DeployRestart.RunAsync(
            context.Settings, context.Request, new DeploymentScreen(context.Screen), cancellationToken).ConfigureAwait(false);
        return Conclude(context.Screen, report, "Restarted", $"How it does: {Typed(context, "DeployStatus")}");
    }

    public static async Task<object?> VerifyAsync(DeployContext context, CancellationToken cancellationToken)
    {
        var report = await DeployVerify.RunAsync(
            context.Settings, context.Request, new DeploymentScreen(context.Screen), cancellationToken).ConfigureAwait(false);
        context.Screen.Headline($"Release {report.Release} of {report.Bot} is well on {report.Host}.", good: true);
        return report;
    }

    public static async Task<object?> PushSecretsAsync(DeployContext context, CancellationToken cancellationToken)
    {
        await Confirmation.AskAsync(context, "change the secrets of", always: false, cancellationToken).ConfigureAwait(false);
        var report = await SecretsPush.RunAsync(
            context.Settings, context.Request, new DeploymentScreen(context.Screen), cancellationToken).ConfigureAwait(false);
        return Conclude(context.Screen, report, "Pushed", $"To take it back: {Typed(context, "Rollback")}");
    }

    public static async Task<object?> DownAsync(DeployContext context, bool purge, CancellationToken cancellationToken)
    {
        await Confirmation.AskAsync(
            context, (purge, context.Request.SkipBackup || context.Settings.Method != DeploymentMethod.Docker) switch
            {
                (false, _) => "end",
                (_, false) => "back up and then delete the releases, secrets and data of",
                _ => "delete, without a backup, the releases, secrets and data of",
            }, always: purge, cancellationToken).ConfigureAwait(false);
        var report = await DeployDown.RunAsync(
            context.Settings, purge, context.Request, new DeploymentScreen(context.Screen), cancellationToken).ConfigureAwait(false);
        var what = report.Ended == 0 ? $"{report.Bot} did not run on {report.Host}." : $"{report.Bot} has ended on {report.Host}.";
        context.Screen.Headline(purge ? $"{what} Nothing of it is left there.{(report.Backup is { } backup ? $" Its data are in {backup.Path}" : "")}" : $"{what} Its data is still there; next: {Typed(context, "DeployUp")}", good: true);
        return report;
    }

    public static async Task<object?> StatusAsync(DeployContext context, CancellationToken cancellationToken)
    {
        var report = await DeployStatus.RunAsync(context.Settings, context.Request, cancellationToken).ConfigureAwait(false);
        DeployTables.Status(context.Screen, report);
        return report;
    }

    public static async Task<object?> AllBotsAsync(DeployContext context, CancellationToken cancellationToken)
    {
        var report = await HostBots.RunAsync(context.Settings, context.Request, cancellationToken).ConfigureAwait(false);
        DeployTables.AllBots(context.Screen, report);
        return report;
    }

    public static async Task<object?> HistoryAsync(DeployContext context, CancellationToken cancellationToken)
    {
        var report = await DeployHistory.RunAsync(context.Settings, context.Request, cancellationToken).ConfigureAwait(false);
        DeployTables.History(context.Screen, report);
        return report;
    }

    public static async Task<object?> LogsAsync(DeployContext context, bool follow, string? since, CancellationToken cancellationToken)
    {
        try
        {
            await DeployLogs.RunAsync(
                context.Settings, follow, LogAge.Parse(since), context.Request, context.Screen.Line, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (follow && cancellationToken.IsCancellationRequested)
        {
            context.Screen.Headline($"No longer following. The bot goes on; how it is: {Typed(context, "DeployStatus")}", good: true);
        }

        return null;
    }

    /// <summary>What is to be typed for a target of the same environment.</summary>
    private static string Typed(DeployContext context, string target) =>
        $"./build.sh {target}{(context.Settings.Environment is { } environment ? $" --deploy-to {environment}" : "")}";

    private static OperationReport Conclude(Screen screen, OperationReport report, string done, string next)
    {
        screen.Line();
        var traffic = string.Create(
            CultureInfo.InvariantCulture, $"{report.BytesSent / 1024.0:#,0.0} KB sent in {report.RoundTrips} round trips");
        if (!report.Changed)
        {
            screen.Headline(
                report.Watcher is { } change
                    ? $"The release has not changed: {report.Release} goes on answering. Its watcher was {change.ToString().ToLowerInvariant()} ({traffic})."
                    : $"Nothing has changed: release {report.Release} goes on answering ({traffic}).",
                good: true);
            return report;
        }

        var gap = report.GapMilliseconds is { } milliseconds
            ? string.Create(CultureInfo.InvariantCulture, $"{(report.IsStopFirst ? "stop-first, without a bot for" : "handover gap")} {milliseconds:0.0} ms")
            : "first start";
        screen.Labelled("Gap", gap);
        screen.Labelled("Traffic", traffic);
        screen.Headline(
            string.Create(CultureInfo.InvariantCulture, $"{done}: release {report.Release} answers on {report.Host} after {report.Seconds:0.0} s. {next}"),
            good: true);
        return report;
    }
}
