using TelegramBotStack.Deployment.Sandbox;

namespace TelegramBotStack.EndToEnd;

/// <summary>How a deployer reaches a host.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Port">Port of its sshd.</param>
/// <param name="User">Who logs in.</param>
/// <param name="KeyFile">The private key.</param>
/// <param name="KnownHostsLine">Its own key, as a line of known_hosts.</param>
/// <param name="DockerSocket">Docker's socket there; null where there is no Docker.</param>
/// <param name="StateDirectory">Where releases are remembered.</param>
internal sealed record HostAccess(
    string Address, int Port, string User, string KeyFile, string KnownHostsLine, string? DockerSocket, string StateDirectory)
{
    public static implicit operator HostAccess(SandboxHost host) =>
        new(host.Address, host.Port, host.User, host.KeyFile, host.KnownHostsLine, host.DockerSocket, host.StateDirectory);
}
