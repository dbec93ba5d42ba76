namespace TelegramBotStack.Components.Deploying;

/// <summary>Takes a deployment back.</summary>
public interface IRollback : IHazDeployment
{
    /// <summary>The release to bring back. Default: the one before the active one.</summary>
    [Parameter("Release to bring back, as DeployHistory lists it; default the previous one")]
    string? ReleaseId => TryGetValue(() => ReleaseId);

    /// <summary>Brings an earlier release back, with the configuration and the secrets it had.</summary>
    Target Rollback => _ => _
        .Description("Bring an earlier release back, with its configuration and secrets")
        .Executes(() => DeployTargets.RunAsync(this, (context, cancellationToken) =>
            DeployTargets.RollbackAsync(context, ReleaseId, cancellationToken)));
}
