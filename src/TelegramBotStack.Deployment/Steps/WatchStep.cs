using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>
/// Puts the watcher beside the release that answers, or takes it away. The release is kept by now: what fails here is
/// told when everything else is done.
/// </summary>
internal sealed class WatchStep : IDeploymentStep
{
    public string Name => "Watch";

    public string Plan(DeploymentRun run) => IsWanted(run.Session.Settings.Alerts)
        ? "start a watcher that tells the alerts' places when the bot goes bad"
        : "no watcher: deploy.yaml asks for no alerts";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        if (run.Session.Runtime is not DockerRuntime)
        {
            return IsWanted(run.Session.Settings.Alerts) ? "left out: only containers are watched" : null;
        }

        try
        {
            var (wanted, reason) = Wanted(run);
            var found = await run.Session.Watcher.FindAsync(cancellationToken);
            if (found == wanted?.Labels![Labels.WatcherHash])
            {
                return reason;
            }

            await (wanted is null
                ? run.Session.Watcher.RemoveAsync(cancellationToken)
                : run.Session.Watcher.ReplaceAsync(wanted, cancellationToken));
            run.Watcher = wanted is null ? WatcherChange.Removed : found is null ? WatcherChange.Started : WatcherChange.Updated;
            return reason;
        }
        catch (DeploymentException error)
        {
            // It may show what the bot's own program printed.
            run.WatcherFailure = new DeploymentException(error.Code, run.Mask(error.Message), error.Mend, error.ExitCode);
            return $"{error.Code}, explained below";
        }
    }

    /// <summary>Runs the step by itself when a deployment has nothing else to do, and only if there is something to do.</summary>
    public static async Task RunIfDueAsync(DeploymentRun run, StepRunner runner, CancellationToken cancellationToken)
    {
        if (run.Session.Runtime is DockerRuntime
            && await run.Session.Watcher.FindAsync(cancellationToken) != Wanted(run).Parameters?.Labels![Labels.WatcherHash])
        {
            await runner.RunAsync(new WatchStep(), cancellationToken);
        }
    }

    private static (CreateContainerParameters? Parameters, string? Reason) Wanted(DeploymentRun run)
    {
        var alerts = run.Session.Settings.Alerts;
        if (!IsWanted(alerts))
        {
            return (null, null);
        }

        if (run.Status is not { CanWatch: true })
        {
            return (null, "left out: this release's program does not know --watch");
        }

        // A release that was made earlier has the secrets it had then.
        var reachable = alerts with
        {
            Chat = run.Secrets.ContainsKey("BOT_TOKEN") ? alerts.Chat : null,
            Webhook = alerts.Webhook is { } name && run.Secrets.ContainsKey(name) ? name : null,
        };
        string[] places =
        [
            .. reachable.Chat is { } chat ? [$"chat {chat}"] : Array.Empty<string>(),
            .. reachable.Webhook is { } webhook ? [$"webhook {webhook}"] : Array.Empty<string>(),
        ];
        return places.Length == 0
            ? (null, "left out: this release has none of the secrets that the alerts need")
            : (WatcherParameters.Of(run.Session.Bot, run.Session.Settings.Host.Name, run.Release!, reachable, run.State.DataVolume), $"tells {string.Join(" and ", places)}");
    }

    private static bool IsWanted(AlertSettings alerts) => alerts is { Watch: true } and not { Chat: null, Webhook: null };
}
