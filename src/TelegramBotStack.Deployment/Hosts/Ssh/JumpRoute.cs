using System.Net;
using Renci.SshNet;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>
/// The way to a host through jump hosts. Each one forwards a port of the loopback interface to the next, so that the
/// connection to the last is encrypted from end to end: a jump host sees neither commands nor secrets.
/// </summary>
internal sealed class JumpRoute : IDisposable
{
    private readonly List<SshClient> clients = [];

    private JumpRoute()
    {
    }

    /// <summary>Where the connection to the host begins on this machine.</summary>
    public (string Host, int Port) Entrance { get; private set; }

    /// <summary>The last jump host.</summary>
    public string LastName { get; private set; } = "";

    /// <summary>Logs in to one jump host after the other.</summary>
    /// <returns>Null when the host is reached directly.</returns>
    /// <exception cref="DeploymentException">A jump host cannot be reached, or is not the one that is pinned.</exception>
    public static async Task<JumpRoute?> OpenAsync(
        SshSettings settings, SshPrompts prompts, CancellationToken cancellationToken)
    {
        if (settings.Jumps.Count == 0)
        {
            return null;
        }

        var route = new JumpRoute();
        try
        {
            for (var i = 0; i < settings.Jumps.Count; i++)
            {
                var jump = settings.Jumps[i];
                var client = await new SshConnector(jump, prompts, i == 0 ? null : route).ConnectAsync(cancellationToken);
                route.Extend(jump, client, i + 1 < settings.Jumps.Count ? settings.Jumps[i + 1] : settings);
            }

            return route;
        }
        catch
        {
            route.Dispose();
            throw;
        }
    }

    /// <summary>Ends the connections, the furthest first.</summary>
    public void Dispose()
    {
        for (var i = clients.Count - 1; i >= 0; i--)
        {
            clients[i].Dispose();
        }
    }

    private void Extend(SshSettings jump, SshClient client, SshSettings next)
    {
        clients.Add(client);
        var port = new ForwardedPortLocal(IPAddress.Loopback.ToString(), 0, next.Host, (uint)next.Port);
        client.AddForwardedPort(port);
        port.Start();
        LastName = jump.Name;
        Entrance = (IPAddress.Loopback.ToString(), (int)port.BoundPort);
    }
}
