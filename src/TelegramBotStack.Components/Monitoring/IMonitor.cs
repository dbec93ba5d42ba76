using TelegramBotStack.Components.Deploying;

namespace TelegramBotStack.Components.Monitoring;

/// <summary>Tells the owner how the bots are doing.</summary>
public interface IMonitor : IHazDeployment
{
    /// <summary>How long <see cref="Monitor"/> looks, such as <c>30s</c> or <c>10m</c>. Default: until Ctrl-C.</summary>
    [Parameter("How long Monitor looks, such as 30s or 10m; default until Ctrl-C")]
    string? MonitorFor => TryGetValue(() => MonitorFor);

    /// <summary>Shows all bots of the host, live at a terminal, else once.</summary>
    Target Monitor => _ => _
        .Description("Show all bots of the host: updates per second, lag, errors, memory, restarts, disk")
        .Executes(() => DeployTargets.WatchAsync(this, (context, cancellationToken) =>
            MonitorTargets.MonitorAsync(this, context, cancellationToken)));

    /// <summary>Sends a test alert to every place that deploy.yaml names under <c>alerts</c>.</summary>
    Target AlertTest => _ => _
        .Description("Send a test alert to the chat and the webhook in deploy.yaml")
        .Executes(() => DeployTargets.RunAsync(this, MonitorTargets.AlertTestAsync));
}
