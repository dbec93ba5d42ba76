using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>Removes a release's image and secrets from the host. What is gone already is fine.</summary>
internal static class Removal
{
    public static async Task OfReleaseAsync(DeploymentSession session, Release release, CancellationToken cancellationToken)
    {
        await GoneIsFineAsync(() => session.Docker.Volumes.RemoveAsync(
            BotContainers.SecretsVolume(session.Bot, release.Id), force: true, cancellationToken));
        await GoneIsFineAsync(() => session.Docker.Images.DeleteImageAsync(
            release.Image, new ImageDeleteParameters { Force = false }, cancellationToken));
    }

    public static async Task GoneIsFineAsync(Func<Task> remove)
    {
        try
        {
            await remove();
        }
        catch (DockerApiException error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return;
        }
    }
}
