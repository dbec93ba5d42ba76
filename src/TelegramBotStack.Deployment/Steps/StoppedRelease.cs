using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Runtimes;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Finds the good release that a deployer had ended for one that it could not verify any more before it died.</summary>
internal static class StoppedRelease
{
    /// <returns>The instance to start again; null when there is none.</returns>
    public static BotInstance? Find(IReadOnlyList<BotInstance> found, HostState state)
    {
        if (state.Journal is not { } journal || found.Any(instance => instance.IsUp && instance.Release == state.Active))
        {
            return null;
        }

        // Beside one that keeps the contract nothing is ended before the other is kept.
        var isStopFirst = found.Any(instance => !instance.KeepsContract && (instance.Release == journal.Release || instance.Release == state.Active));
        return isStopFirst ? found.FirstOrDefault(instance => instance.Release == state.Active) : null;
    }
}
