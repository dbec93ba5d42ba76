using TelegramBotStack.Deployment.Docker;
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
        var image = await new ImageBuilder(session.Host, session.Docker, session.Bot)
            .BuildAsync(release.Id, run.App!, session.Settings.BaseImage, cancellationToken);
        await new SecretsVolume(session.Host, session.Docker, session.Bot)
            .FillAsync(release.Id, image, run.Secrets, cancellationToken);
        return $"{(session.Host.Traffic.BytesSent - before) / 1024.0:#,0.0} KB sent";
    }

    public Task UndoAsync(DeploymentRun run, CancellationToken cancellationToken) =>
        Removal.OfReleaseAsync(run.Session, run.Release!, cancellationToken);
}
