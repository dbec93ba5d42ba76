using System.Globalization;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>Finds out before anything is changed whether a port that the bot needs on the host is somebody else's.</summary>
internal static class PortsOnHost
{
    // The local ports of TCP sockets that listen (state 0A), in hexadecimal; see proc(5).
    private const string Script = """
        cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | while read -r _ local _ state _; do
            if [ "$state" = 0A ]; then printf '%s\n' "${local##*:}"; fi
        done
        """;

    /// <exception cref="DeploymentException">Somebody else has one of them; a free one is suggested.</exception>
    public static async Task CheckAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        if (session.Settings.Ports is not { Count: > 0 } ports)
        {
            return;
        }

        var listing = session.Host.RunAsync(new HostCommand(Script), cancellationToken);
        var containers = session.UsesDocker
            ? await DockerConnection.CallAsync(
                session.Host, () => session.Docker.Containers.ListContainersAsync(new ContainersListParameters(), cancellationToken))
            : [];
        var listening = Parse((await listing).Output);
        HashSet<int> own = run.Old is null ? [] : [.. (run.State.ActiveRelease?.Container.Ports ?? []).Select(port => port.OnHost)];
        foreach (var port in ports.Where(port => !own.Contains(port.OnHost)))
        {
            var holder = containers.FirstOrDefault(container => container.Ports?.Any(published => published.PublicPort == port.OnHost) == true);
            if (holder is not null || listening.Contains(port.OnHost))
            {
                throw DeployErrors.PortTaken(port.OnHost, session.Host.Name, Said(holder), FreeFrom(port.OnHost, listening, ports));
            }
        }
    }

    internal static HashSet<int> Parse(string output) =>
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var port) ? port : 0)
            .Where(port => port > 0),
    ];

    internal static int? FreeFrom(int taken, HashSet<int> listening, IReadOnlyList<PublishedPort> wanted) =>
        Enumerable.Range(taken + 1, Math.Max(0, 65535 - taken))
            .Where(port => !listening.Contains(port) && wanted.All(other => other.OnHost != port))
            .Select(port => (int?)port)
            .FirstOrDefault();

    private static string Said(ContainerListResponse? holder) => holder switch
    {
        null => "Another program",
        { Labels: { } labels } when labels.TryGetValue(Labels.Bot, out var bot) => $"The bot '{bot}'",
        _ => $"The container '{holder.Names?.FirstOrDefault()?.TrimStart('/')}'",
    };
}
