using TelegramBotStack.Deployment.Alerts;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Sends a test alert to every place that deploy.yaml names, from this machine. Does not reach for the host.</summary>
public static class AlertTest
{
    /// <summary>Sends it.</summary>
    /// <param name="settings">Which bot, and where its alerts go.</param>
    /// <param name="time">What the alert's time is read from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeploymentException">No place is named, or it did not arrive at one.</exception>
    public static async Task<AlertTestReport> RunAsync(DeploySettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (settings.Alerts is { Chat: null, Webhook: null })
        {
            throw AlertErrors.Nowhere();
        }

        var host = settings.Host.Name;
        var alert = new Alert($"Test of the alerts of {settings.Bot.Name} on {host}.", settings.Bot.Name, host, "test", time.GetUtcNow());
        var secrets = await SecretReader.ReadAsync(settings, cancellationToken);
        var deliveries = await AlertSender.SendAsync(alert, settings, secrets, cancellationToken);
        return deliveries.All(delivery => delivery.Problem is null)
            ? new AlertTestReport(deliveries)
            : throw AlertErrors.NotArrived(deliveries.Select(delivery => $"{delivery.Place}: {delivery.Problem ?? "arrived"}"));
    }
}

/// <summary>What became of a test alert.</summary>
/// <param name="Deliveries">The places, at all of which it arrived.</param>
public sealed record AlertTestReport(IReadOnlyList<AlertDelivery> Deliveries);
