using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Runtimes;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Sends what the host lacks and builds the image there, and puts the secrets in their volume.</summary>
internal sealed class UploadStep : IDeploymentStep
{
    public string Name => "Upload";

    public string Plan(DeploymentRun run) => run.Session.Settings switch
    {
        { Method: DeploymentMethod.Systemd } => "send the files the host lacks, write the secrets",
        { Dockerfile: not null } => "send the repository without what is ignored, build the image there, write the secrets",
        _ => "send the layers the host lacks, build the image there, write the secrets",
    };

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        var release = run.Release!;
        var before = session.Host.Traffic.BytesSent;
        var content = new ReleaseContent
        {
            App = run.App,
            Source = run.Source,
            BaseImage = run.App?.BaseImageFor(session.Settings.BaseImage) ?? session.Settings.BaseImage,
            Same = run.State.Releases.LastOrDefault(other => other.ImageHash == release.ImageHash),
            Secrets = run.Secrets,
        };
        await session.Runtime.UploadAsync(release, content, cancellationToken);
        return $"{(session.Host.Traffic.BytesSent - before) / 1024.0:#,0.0} KB sent";
    }

    public Task UndoAsync(DeploymentRun run, CancellationToken cancellationToken) =>
        run.Session.Runtime.RemoveReleaseAsync(run.Release!, cancellationToken);
}
