using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Monitoring;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.Monitoring;

/// <summary>What the monitoring targets do.</summary>
internal static class MonitorTargets
{
    private const int MostLooks = 5;

    public static async Task<object?> MonitorAsync(IMonitor build, DeployContext context, CancellationToken cancellationToken)
    {
        var limit = LogAge.Parse(build.MonitorFor, "--monitor-for");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (limit is { } span)
        {
            over.CancelAfter(span);
        }

        var views = HostFeed.FollowAsync(context.Settings, context.Request, TimeProvider.System, over.Token);
        var last = context.Screen.IsTerminal && !build.Json
            ? await ShowAsync(context.Screen, views).ConfigureAwait(false)
            : await LookForRatesAsync(views, cancellationToken).ConfigureAwait(false);
        if (last?.Sample is not { } sample)
        {
            context.Screen.Headline("Nothing was seen in that time.", good: true);
            return null;
        }

        context.Screen.Write(Dashboard.Of(last, context.Screen.Width, "Next: ./build.sh DeployStatus"));
        return sample;
    }

    public static async Task<object?> AlertTestAsync(DeployContext context, CancellationToken cancellationToken)
    {
        var report = await AlertTest.RunAsync(context.Settings, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        foreach (var delivery in report.Deliveries)
        {
            context.Screen.Labelled("Arrived", delivery.Place);
        }

        if (context.Settings.Alerts.Watch)
        {
            context.Screen.Note("Sent from here. What the watcher tells comes from the host; './build.sh DeployStatus' shows how it does");
        }

        context.Screen.Headline("The test alert arrived everywhere.", good: true);
        return report;
    }

    private static async Task<HostView?> ShowAsync(Screen screen, IAsyncEnumerable<HostView> views)
    {
        HostView? last = null;
        LivePicture? picture = null;
        try
        {
            await foreach (var view in views.ConfigureAwait(false))
            {
                // Not before: what is asked while connecting belongs on the first screen.
                picture ??= screen.BeginPicture();
                last = view;
                picture.Show(Dashboard.Of(view, screen.Width, "Ctrl-C ends this."));
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C and the end of the time are how looking ends.
            return last;
        }
        finally
        {
            picture?.Dispose();
        }

        return last;
    }

    /// <summary>
    /// Rates come from two heartbeats. These are a second apart, as the looks are, so that on a busy host the second look
    /// may still show the first one.
    /// </summary>
    internal static async Task<HostView?> LookForRatesAsync(IAsyncEnumerable<HostView> views, CancellationToken cancellationToken)
    {
        HostView? last = null;
        try
        {
            var looks = 0;
            await foreach (var view in views.ConfigureAwait(false))
            {
                last = view;
                if (view.Problem is not null)
                {
                    throw view.Problem;
                }

                if (++looks >= 2 && (HasRates(view) || looks == MostLooks))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time was shorter than the looks take.
            return last;
        }

        return last;
    }

    private static bool HasRates(HostView view) =>
        view.Sample?.Bots.All(bot => !bot.IsAnswering || bot.UpdatesPerSecond is not null) ?? false;
}
