using Docker.DotNet;
using Docker.DotNet.Models;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>
/// The bridge network that a bot has to itself: bots of one host cannot reach each other by it, as they could on Docker's
/// default bridge (Docker API: GET /networks, POST /networks/create).
/// </summary>
internal static class BotNetwork
{
    /// <summary>Makes the network; one that exists is left as it is.</summary>
    public static async Task EnsureAsync(DockerClient docker, string bot, CancellationToken cancellationToken)
    {
        if ((await ListAsync(docker, bot, cancellationToken)).Count == 0)
        {
            await docker.Networks.CreateNetworkAsync(
                new NetworksCreateParameters
                {
                    Name = Names.Network(bot),
                    Driver = "bridge",
                    Labels = new Dictionary<string, string> { [Labels.Bot] = bot },
                },
                cancellationToken);
        }
    }

    public static async Task RemoveAsync(DockerClient docker, string bot, CancellationToken cancellationToken)
    {
        foreach (var network in await ListAsync(docker, bot, cancellationToken))
        {
            await docker.Networks.DeleteNetworkAsync(network.ID, cancellationToken);
        }
    }

    private static Task<IList<NetworkResponse>> ListAsync(DockerClient docker, string bot, CancellationToken cancellationToken) =>
        docker.Networks.ListNetworksAsync(
            new NetworksListParameters
            {
                Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{Labels.Bot}={bot}"] = true } },
            },
            cancellationToken);
}
