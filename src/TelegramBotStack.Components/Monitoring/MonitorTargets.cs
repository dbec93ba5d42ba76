using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.Monitoring;

/// <summary>What the monitoring targets do.</summary>
internal static class MonitorTargets
{
    public static async Task<object?> AlertTestAsync(DeployContext context, CancellationToken cancellationToken)
    {
        var report = await AlertTest.RunAsync(context.Settings, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        foreach (var delivery in report.Deliveries)
        {
            context.Screen.Labelled("Arrived", delivery.Place);
        }

        context.Screen.Headline("The test alert arrived everywhere.", good: true);
        return report;
    }
}
