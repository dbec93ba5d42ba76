namespace TelegramBotStack.Components.Deploying;

/// <summary>A component that works on one of the releases on the host.</summary>
public interface IHazReleaseId : IHazDeployment
{
    /// <summary>The release, as <c>DeployHistory</c> lists it. Default: for Rollback the one before the active one, else the active one.</summary>
    [Parameter("Release as DeployHistory lists it; default for Rollback the previous one, else the active one")]
    string? ReleaseId => TryGetValue(() => ReleaseId);
}
