using TelegramBotStack.Components.Deploying;

namespace TelegramBotStack.Components.Monitoring;

/// <summary>Tells the owner how the bot is doing.</summary>
public interface IMonitor : IHazDeployment
{
    /// <summary>Sends a test alert to every place that deploy.yaml names under <c>alerts</c>.</summary>
    Target AlertTest => _ => _
        .Description("Send a test alert to the chat and the webhook in deploy.yaml")
        .Executes(() => DeployTargets.RunAsync(this, MonitorTargets.AlertTestAsync));
}
