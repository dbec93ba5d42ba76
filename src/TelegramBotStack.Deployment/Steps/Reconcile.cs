using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>
/// Decides what to make of the containers found on a host, of which some may be what a deployer that died left behind.
/// </summary>
internal static class Reconcile
{
    /// <param name="containers">The bot's containers.</param>
    /// <param name="active">The release written down as the active one.</param>
    public static Leftovers Decide(IReadOnlyList<BotContainer> containers, string? active)
    {
        var keep = containers.FirstOrDefault(container => container.Release == active && container.IsRunning)
            ?? containers.Where(container => container.IsRunning)
                .OrderByDescending(container => container.Status?.State == InstanceState.Active)
                .ThenByDescending(container => container.Release, StringComparer.Ordinal)
                .FirstOrDefault(container => container.Status?.State is InstanceState.Active or InstanceState.Standby);
        return new Leftovers(keep, [.. containers.Where(container => container != keep)]);
    }
}

/// <summary>What to make of the containers found.</summary>
/// <param name="Keep">The one that answers, or will when the others are gone; null when none does.</param>
/// <param name="Remove">All others.</param>
internal sealed record Leftovers(BotContainer? Keep, IReadOnlyList<BotContainer> Remove);
