namespace TelegramBotStack.Components.Deploying;

/// <summary>Takes a release off the host, to run without this stack.</summary>
public interface IExport : IHazReleaseId
{
    /// <summary>Directory to export to; it must not exist, or be empty.</summary>
    [Parameter("Directory to export to, which must be new or empty")]
    string? ExportTo => TryGetValue(() => ExportTo);

    /// <summary>Writes a release as compose.yaml, image and secrets into a directory.</summary>
    Target DeployExport => _ => _
        .Description("Write a release into a directory that Docker Compose runs without this stack")
        .Requires(() => ExportTo)
        .Executes(() => DeployTargets.RunAsync(this, (context, cancellationToken) =>
            ExportTargets.RunAsync(context, ReleaseId, ExportTo!, cancellationToken)));
}
