using TelegramBotStack.Components.Deploying;

namespace TelegramBotStack.Components.Hosts;

/// <summary>A host that is named on the command line: one that deploy.yaml does not name yet.</summary>
public interface IHazHost : IHazDeployment
{
    /// <summary>The server, as <c>user@name</c> or alone: name, address, or a <c>Host</c> of <c>~/.ssh/config</c>. Default: what deploy.yaml says.</summary>
    [Parameter("Server, as user@name or alone: name, address, or a Host of ~/.ssh/config; default what deploy.yaml says")]
    string? DeployHost => TryGetValue(() => DeployHost);

    /// <summary>Who logs in. For <c>HostSetup</c>: the user that is made for deployments.</summary>
    [Parameter("Who logs in; for HostSetup the user that is made for deployments")]
    string? DeployUser => TryGetValue(() => DeployUser);

    /// <summary>Port of the server's SSH. Default: 22.</summary>
    [Parameter("Port of the server's SSH; default 22")]
    int? DeployPort => TryGetValue<int?>(() => DeployPort);

    /// <summary>The private key's file. Default: the one in deploy.yaml; for a new one <c>~/.ssh/botstack_HOST</c>.</summary>
    [Parameter("Private key's file; a new one is ~/.ssh/botstack_HOST by default")]
    string? DeployKey => TryGetValue(() => DeployKey);

    /// <summary>How to log in: <c>key</c>, <c>agent</c> or <c>password</c>, which is asked for.</summary>
    [Parameter("How to log in: key, agent or password; a password is asked for, never an argument")]
    string? DeployAuth => TryGetValue(() => DeployAuth);
}
