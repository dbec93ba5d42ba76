using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Tells how all bots of this stack on a host are doing, also those of other repositories. Changes nothing.</summary>
public static class HostBots
{
    /// <summary>Looks at the containers and what they say of themselves.</summary>
    public static async Task<HostBotsReport> RunAsync(
        DeploySettings settings, OperationRequest request, CancellationToken cancellationToken)
    {
        await using var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: false, cancellationToken);
        var containers = await DockerConnection.CallAsync(session.Host, () => session.Docker.Containers.ListContainersAsync(
            new ContainersListParameters
            {
                All = true,
                Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [Labels.Bot] = true } },
            },
            cancellationToken));
        BotReport[] bots = await Task.WhenAll(containers
            .Select(container => container.Labels[Labels.Bot])
            .Where(bot => bot.Length > 0)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(bot => LookAsync(session, bot, cancellationToken)));
        return new HostBotsReport(session.Host.Name, bots);
    }

    private static async Task<BotReport> LookAsync(DeploymentSession session, string bot, CancellationToken cancellationToken)
    {
        // What each host directory remembers of other bots is theirs; without it only what is seen counts.
        var found = await BotInspection.LookAsync(
            session.Host, new DockerRuntime(session.Host, session.Docker, bot), session.Docker, new HostState(), cancellationToken);
        return new BotReport(bot, found.Any(instance => instance.IsAnswering), [.. found.Select(InstanceReport.Of)]);
    }
}

/// <summary>The bots of a host.</summary>
/// <param name="Host">The host.</param>
/// <param name="Bots">Its bots that have a container, by name.</param>
public sealed record HostBotsReport(string Host, IReadOnlyList<BotReport> Bots);

/// <summary>One of the bots of a host.</summary>
/// <param name="Bot">Its name.</param>
/// <param name="IsAnswering">Whether an instance answers users now.</param>
/// <param name="Instances">Its containers.</param>
public sealed record BotReport(string Bot, bool IsAnswering, IReadOnlyList<InstanceReport> Instances);
