namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can go wrong with the watcher of a bot.</summary>
internal static class WatcherErrors
{
    private const string NotWatchingCode = "TBS4050";

    public static DeploymentException NotWatching(string bot, string host, string reason) => new(
        NotWatchingCode,
        $"{bot} answers on {host}, but nobody watches it: {reason}",
        "Mend what it says and run './build.sh DeployUp' again, or set alerts.watch to false in deploy.yaml.",
        ExitCode.NeedsPerson);
}
