using TelegramBotStack.Components.Parameters;

namespace TelegramBotStack.Components.Deploying;

/// <summary>What all targets that reach a host have in common.</summary>
public interface IHazDeployment : IHazJson, IHazYes
{
    /// <summary>Name of the environment: <c>deploy.NAME.yaml</c> is laid over <c>deploy.yaml</c>. Default: none.</summary>
    [Parameter("Environment: deploy.NAME.yaml is laid over deploy.yaml")]
    string? DeployTo => TryGetValue(() => DeployTo);

    /// <summary>How long to wait while somebody else deploys, in seconds. Default: 0, refuse at once.</summary>
    [Parameter("Seconds to wait while somebody else deploys; default 0")]
    int LockWait => TryGetValue<int?>(() => LockWait) ?? 0;
}
