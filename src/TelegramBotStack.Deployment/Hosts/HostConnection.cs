using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>Connects to the host of a deploy.yaml, by whatever way it names.</summary>
public static class HostConnection
{
    /// <summary>
    /// The environment variable with the password for the host, where nobody can be asked. It is never given to a jump host.
    /// </summary>
    public const string PasswordVariable = "BOTSTACK_SSH_PASSWORD";

    /// <summary>Connects and logs in; for this machine itself nothing is opened yet.</summary>
    /// <param name="host">Which host.</param>
    /// <param name="prompts">How questions are answered.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Errors.DeploymentException">It did not work, with the reason as its code.</exception>
    public static async Task<IHost> OpenAsync(HostSettings host, SshPrompts prompts, CancellationToken cancellationToken) =>
        host.IsLocal
            ? new LocalHost(host.DockerSocket)
            : await SshHost.ConnectAsync(Settings(host), prompts, cancellationToken);

    internal static SshSettings Settings(HostSettings host) => new(host.Address, host.User, host.Port)
    {
        KeyFile = host.Auth == HostAuthentication.Password ? null : host.Key,
        UseAgent = host.Auth != HostAuthentication.Key || host.Key is not null,
        UseKeys = host.Auth != HostAuthentication.Password,
        PasswordVariable = PasswordVariable,
        KnownHostsFile = host.KnownHosts,
        KeyAlias = host.KeyAlias,
        DockerSocket = host.DockerSocket,
        Jumps = [.. host.Jumps.Select(jump => Settings(jump, host.KnownHosts))],
    };

    private static SshSettings Settings(JumpSettings jump, string knownHosts) => new(jump.Address, jump.User, jump.Port)
    {
        KeyFile = jump.Key,
        KnownHostsFile = knownHosts,
        KeyAlias = jump.KeyAlias,
    };
}
