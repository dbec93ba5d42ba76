using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether somebody is told when the bot goes bad, if deploy.yaml asks for that.</summary>
internal sealed class WatcherCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Bot;

    public string Name => "watcher";

    public IReadOnlyList<Type> After => [typeof(HealthCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (context.Settings.Alerts is { Watch: false } or { Chat: null, Webhook: null })
        {
            return CheckOutcome.LeftOut("deploy.yaml asks for no alerts");
        }

        if (!context.Session.UsesDocker || !context.Instances.Any(instance => instance.Instance.Status?.CanWatch == true))
        {
            return CheckOutcome.LeftOut("this bot cannot be watched so");
        }

        return await context.Session.Watcher.LookAsync(cancellationToken) is { IsRunning: true } watcher
            ? new CheckOutcome($"watches; it says {watcher.State ?? "nothing yet"}")
            : new CheckOutcome("", BotFindings.NotWatched());
    }
}
