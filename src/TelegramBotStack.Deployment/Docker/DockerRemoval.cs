using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>Removes what a bot has in a host's Docker Engine besides containers. What is gone already is fine.</summary>
internal static class DockerRemoval
{
    /// <summary>Removes a release's image and secrets.</summary>
    public static async Task OfReleaseAsync(DockerClient docker, string bot, Release release, CancellationToken cancellationToken)
    {
        await GoneIsFineAsync(() => docker.Volumes.RemoveAsync(Names.SecretsVolume(bot, release.Id), force: true, cancellationToken));
        await GoneIsFineAsync(() => docker.Images.DeleteImageAsync(
            release.Image, new ImageDeleteParameters { Force = false }, cancellationToken));
    }

    /// <summary>Removes all of the bot's volumes, images and its network.</summary>
    public static async Task OfAllAsync(DockerClient docker, string bot, CancellationToken cancellationToken)
    {
        await BotNetwork.RemoveAsync(docker, bot, cancellationToken);
        var ours = new Dictionary<string, IDictionary<string, bool>>
        {
            ["label"] = new Dictionary<string, bool> { [$"{Labels.Bot}={bot}"] = true },
        };
        var volumes = await docker.Volumes.ListAsync(new VolumesListParameters { Filters = ours }, cancellationToken);
        foreach (var volume in volumes.Volumes ?? [])
        {
            await GoneIsFineAsync(() => docker.Volumes.RemoveAsync(volume.Name, force: true, cancellationToken));
        }

        var images = await docker.Images.ListImagesAsync(new ImagesListParameters { Filters = ours }, cancellationToken);
        foreach (var tag in images.SelectMany(image => image.RepoTags ?? []).OrderBy(tag => tag.Contains("-deps:", StringComparison.Ordinal)))
        {
            try
            {
                await GoneIsFineAsync(() => docker.Images.DeleteImageAsync(tag, new ImageDeleteParameters(), cancellationToken));
            }
            catch (DockerApiException error) when (error.StatusCode == System.Net.HttpStatusCode.Conflict)
            {
                // Another bot's image is built on the same layer; it goes with that one.
                continue;
            }
        }
    }

    private static async Task GoneIsFineAsync(Func<Task> remove)
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
