namespace TelegramBotStack.Components.Deploying;

/// <summary>Takes a deployment back.</summary>
public interface IRollback : IHazReleaseId
{
    /// <summary>Brings the data back as well, as they were when the release was replaced.</summary>
    [Parameter("Bring the data back as well, as that release left them")]
    bool WithData => TryGetValue<bool?>(() => WithData) ?? false;

    /// <summary>Brings an earlier release back, with the configuration and the secrets it had.</summary>
    Target Rollback => _ => _
        .Description("Bring an earlier release back, with its configuration and secrets")
        .Executes(() => DeployTargets.RunAsync(this, (context, cancellationToken) =>
            DeployTargets.RollbackAsync(context, ReleaseId, WithData, cancellationToken)));
}
