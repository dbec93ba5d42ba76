using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Images;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Sends what the host lacks and builds the image there, and puts the secrets in their volume.</summary>
internal sealed class UploadStep : IDeploymentStep
{
    public string Name => "Upload";

    public string Plan(DeploymentRun run) => "send the layers the host lacks, build the image there, write the secrets";

    public async Task<string?> RunAsync(DeploymentRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        var release = run.Release!;
        var before = session.Host.Traffic.BytesSent;
        var images = new ImageBuilder(session.Host, session.Docker, session.Bot);
        var same = run.State.Releases.LastOrDefault(other => other.ImageHash == release.ImageHash);
        if (same is null || !await images.TryReuseAsync(same.Image, release.Id, cancellationToken))
        {
            var app = run.App ?? throw DeployErrors.ImageGone(release.Image, session.Host.Name);
            await images.BuildAsync(release.Id, app, session.Settings.BaseImage, cancellationToken);
        }

        await new SecretsVolume(session.Host, session.Docker, session.Bot)
            .FillAsync(release.Id, release.Image, run.Secrets, cancellationToken);
        return $"{(session.Host.Traffic.BytesSent - before) / 1024.0:#,0.0} KB sent";
    }

    public Task UndoAsync(DeploymentRun run, CancellationToken cancellationToken) =>
        Removal.OfReleaseAsync(run.Session, run.Release!, cancellationToken);
}
