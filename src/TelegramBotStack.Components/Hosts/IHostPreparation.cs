using TelegramBotStack.Components.Parameters;
using TelegramBotStack.Deployment.Keys;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.Hosts;

/// <summary>Gets a server ready for bots.</summary>
public interface IHostPreparation : IHazHost, IHazDryRun
{
    /// <summary>Type of a key that is made. Default: Ed25519.</summary>
    [Parameter("Type of a new key: ed25519 or rsa (4096 bits); default ed25519")]
    SshKeyType SshKeyType => TryGetValue<SshKeyType?>(() => SshKeyType) ?? SshKeyType.Ed25519;

    /// <summary>Lets <see cref="HostTrust"/> pin keys in the place of others.</summary>
    [Parameter("Let HostTrust pin the keys of a server that was reinstalled in the place of the old ones")]
    bool TrustAgain => TryGetValue<bool?>(() => TrustAgain) ?? false;

    /// <summary>Size of a swap file that <see cref="HostSetup"/> makes where there is no swap. Default: none.</summary>
    [Parameter("Size of a swap file, such as 1g, made by HostSetup where there is no swap; default none")]
    string? SwapSize => TryGetValue(() => SwapSize);

    /// <summary>Size at which <see cref="HostSetup"/> lets the logs of all containers end. Default: they are left alone.</summary>
    [Parameter("Size at which the logs of all containers end, such as 10m, set by HostSetup; default as they are")]
    string? LogLimit => TryGetValue(() => LogLimit);

    /// <summary>Makes a key to log in with, and installs it on the host.</summary>
    Target SshKey => _ => _
        .Description("Make a key to log in with and install it on the host")
        .Executes(() => HostTargets.RunAsync(this, (context, cancellationToken) =>
            HostTargets.KeyAsync(context, DeployKey, SshKeyType, cancellationToken)));

    /// <summary>Shows the host's keys and pins them.</summary>
    Target HostTrust => _ => _
        .Description("Show the host's keys and pin them")
        .Executes(() => HostTargets.RunAsync(this, (context, cancellationToken) =>
            HostTargets.TrustAsync(context, TrustAgain, cancellationToken)));

    /// <summary>Makes a fresh server ready: Docker Engine, a user for deployments, and what else is asked for.</summary>
    Target HostSetup => _ => _
        .Description("Make a fresh server ready: Docker Engine, a user for deployments, swap and log limits on request")
        .Executes(() => HostTargets.RunAsync(this, (context, cancellationToken) => HostTargets.SetupAsync(
            context,
            new HostSetupRequest { DeployUser = DeployUser, SwapSize = SwapSize, LogLimit = LogLimit, DryRun = DryRun },
            cancellationToken)));
}
