using TelegramBotStack.Components.Parameters;
using TelegramBotStack.Deployment.Keys;

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
}
