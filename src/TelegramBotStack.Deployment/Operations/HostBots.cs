using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;

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
        var containers = new DockerRuntime(session.Host, session.Docker, bot);
        var found = await containers.ListAsync(cancellationToken);
        InstanceReport[] instances = await Task.WhenAll(found.Select(async container =>
        {
            var process = await containers.InspectAsync(container, cancellationToken);
            return new InstanceReport(container.Release, process.IsRunning, process.Restarts, container.Status) { KeepsContract = container.KeepsContract };
        }));
        return new BotReport(bot, instances.Any(instance => instance.Answers), instances);
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
