using System.Globalization;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Alerts;

/// <summary>Tells the places under <c>alerts</c> how an operation ended. It never makes the operation fail.</summary>
internal static class DeploymentNotice
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <param name="run">The operation.</param>
    /// <param name="failure">What it failed with; null when it ended well.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="time">What the notice's time is read from.</param>
    public static async Task SendAsync(DeploymentRun run, Exception? failure, TimeSpan took, TimeProvider time)
    {
        var settings = run.Session.Settings;

        // A rollback knows only the secrets of its release, and none when it ended before it had a container.
        var alerts = settings.Alerts with
        {
            Chat = run.Secrets.ContainsKey("BOT_TOKEN") ? settings.Alerts.Chat : null,
            Webhook = settings.Alerts.Webhook is { } name && run.Secrets.ContainsKey(name) ? name : null,
        };
        if (alerts != settings.Alerts && run.Secrets.Count == 0)
        {
            run.Log.Note("The alerts were not told: this operation did not get as far as the secrets they need");
        }

        if (alerts is { Chat: null, Webhook: null })
        {
            return;
        }

        var alert = new Alert(
            run.Mask(Text(run, failure, took)), run.Session.Bot, run.Session.Settings.Host.Name, failure is null ? "deployed" : "failed", time.GetUtcNow());
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var deliveries = await AlertSender.SendAsync(alert, settings with { Alerts = alerts }, run.Secrets, limit.Token);
            foreach (var delivery in deliveries.Where(delivery => delivery.Problem is not null))
            {
                run.Log.Note($"{delivery.Place} was not told: {delivery.Problem}");
            }
        }
        catch (DeploymentException error)
        {
            run.Log.Note($"{error.Code} {error.Message}");
        }
        catch (OperationCanceledException)
        {
            run.Log.Note($"The alerts were not told within {Limit.TotalSeconds:0} s");
        }
    }

    private static string Text(DeploymentRun run, Exception? failure, TimeSpan took)
    {
        var what = $"{run.Operation} of {run.Session.Bot} on {run.Session.Settings.Host.Name}";
        var answering = run.Kept ? run.Release : null;
        return failure switch
        {
            null => string.Create(CultureInfo.InvariantCulture, $"{what}: release {run.Release?.Id} answers after {took.TotalSeconds:0.0} s."),
            OperationCanceledException => $"{what} was interrupted. {Answers(answering?.Id ?? run.Old?.Release)}",
            DeploymentException { ExitCode: ExitCode.NeedsPerson } known => $"{what} failed and needs a person: {known.Code} {known.Message}",
            DeploymentException known => $"{what} failed: {known.Code} {known.Message} {Answers(answering?.Id ?? run.Old?.Release)}",
            _ => $"{what} failed: {failure.Message}",
        };
    }

    private static string Answers(string? release) => release is null ? "No release runs." : $"Release {release} answers.";
}
