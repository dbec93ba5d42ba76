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

    /// <summary>Removes the layers of packages and projects that no release's image is built on any more.</summary>
    public static async Task OfUnusedLayersAsync(DockerClient docker, string bot, CancellationToken cancellationToken)
    {
        var images = await ListImagesAsync(docker, bot, cancellationToken);
        var layer = Names.Layer(bot, "");
        var tags = images.SelectMany(image => (image.RepoTags ?? []).Select(tag => (Tag: tag, image.Created, image.Labels))).ToList();
        var used = tags
            .Where(image => !image.Tag.StartsWith(layer, StringComparison.Ordinal))
            .SelectMany(image => image.Labels is { } labels && labels.TryGetValue(Labels.Layers, out var layers) ? layers.Split(',') : [])
            .ToHashSet(StringComparer.Ordinal);

        // A deployer that died may have left the name; the image itself stays for as long as a release is made from it.
        foreach (var (tag, _, _) in tags.Where(image => image.Tag.StartsWith(Names.Source(bot, ""), StringComparison.Ordinal)))
        {
            await RemoveImageAsync(docker, tag, cancellationToken);
        }

        // The newest first: a layer cannot go before the one that is built on it.
        foreach (var (tag, _, _) in tags
            .Where(image => image.Tag.StartsWith(layer, StringComparison.Ordinal) && !used.Contains(image.Tag))
            .OrderByDescending(image => image.Created))
        {
            await RemoveImageAsync(docker, tag, cancellationToken);
        }
    }

    /// <summary>Removes all of the bot's volumes, images and its network.</summary>
    public static async Task OfAllAsync(DockerClient docker, string bot, CancellationToken cancellationToken)
    {
        await BotNetwork.RemoveAsync(docker, bot, cancellationToken);
        var volumes = await docker.Volumes.ListAsync(new VolumesListParameters { Filters = Ours(bot) }, cancellationToken);
        foreach (var volume in volumes.Volumes ?? [])
        {
            await GoneIsFineAsync(() => docker.Volumes.RemoveAsync(volume.Name, force: true, cancellationToken));
        }

        var images = await ListImagesAsync(docker, bot, cancellationToken);
        foreach (var tag in images.OrderByDescending(image => image.Created).SelectMany(image => image.RepoTags ?? []))
        {
            await RemoveImageAsync(docker, tag, cancellationToken);
        }
    }

    private static Task<IList<ImagesListResponse>> ListImagesAsync(DockerClient docker, string bot, CancellationToken cancellationToken) =>
        docker.Images.ListImagesAsync(new ImagesListParameters { Filters = Ours(bot) }, cancellationToken);

    private static Dictionary<string, IDictionary<string, bool>> Ours(string bot) => new()
    {
        ["label"] = new Dictionary<string, bool> { [$"{Labels.Bot}={bot}"] = true },
    };

    private static async Task RemoveImageAsync(DockerClient docker, string tag, CancellationToken cancellationToken)
    {
        try
        {
            await GoneIsFineAsync(() => docker.Images.DeleteImageAsync(tag, new ImageDeleteParameters(), cancellationToken));
        }
        catch (DockerApiException error) when (error.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            // Something of somebody else's is built on it; it goes with that.
            return;
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
