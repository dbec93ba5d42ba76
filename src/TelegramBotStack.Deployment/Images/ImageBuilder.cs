using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Publishing;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Images;

/// <summary>
/// Builds a release's image on the host, in layers by how often they change. What the host has is not sent.
/// </summary>
internal sealed class ImageBuilder(IHost host, DockerClient docker, string bot)
{
    /// <summary>Builds the image of a release; layers that the host already has are used again.</summary>
    /// <exception cref="DeploymentException">The base image cannot be had, or Docker refused.</exception>
    public async Task BuildAsync(
        Release release, PublishedApp app, string baseImage, CancellationToken cancellationToken)
    {
        List<string> layers = [];
        var below = await LayerAsync(Dockerfiles.Packages(baseImage), app.Packages, release.Id, () => PullAsync(baseImage, cancellationToken), cancellationToken);
        layers.Add(below);
        if (app.Projects.Files.Count > 0)
        {
            below = await LayerAsync(Dockerfiles.Projects(below), app.Projects, release.Id, () => Task.CompletedTask, cancellationToken);
            layers.Add(below);
        }

        var dockerfile = Dockerfiles.App(below, app.Command, keepsContract: !release.Container.StopFirst);
        await BuildAsync(release.Image, dockerfile, app.App, release.Id, cancellationToken, layers);
    }

    /// <summary>Gives the image of another release with the same contents a second name.</summary>
    /// <returns>Whether the host still has that image.</returns>
    public async Task<bool> TryReuseAsync(string image, string release, CancellationToken cancellationToken)
    {
        try
        {
            await docker.Images.TagImageAsync(
                image, new ImageTagParameters { RepositoryName = $"botstack/{bot}", Tag = release }, cancellationToken);
            return true;
        }
        catch (DockerApiException error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    // A layer is named by what is in it and below it, so the same contents are never sent twice.
    private async Task<string> LayerAsync(
        string dockerfile, FileSet files, string release, Func<Task> prepare, CancellationToken cancellationToken)
    {
        var image = Names.Layer(bot, ContentHash.Of(dockerfile, files.Hash)[..16]);
        if (!await ExistsAsync(image, cancellationToken))
        {
            await prepare();
            await BuildAsync(image, dockerfile, files, release, cancellationToken);
        }

        return image;
    }

    private async Task<bool> ExistsAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            await DockerConnection.CallAsync(host, () => docker.Images.InspectImageAsync(image, cancellationToken));
            return true;
        }
        catch (DeploymentException error) when (error.InnerException is DockerImageNotFoundException)
        {
            return false;
        }
    }

    private async Task PullAsync(string image, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(image, cancellationToken))
        {
            return;
        }

        var refused = "";
        try
        {
            await docker.Images.CreateImageAsync(
                new ImagesCreateParameters { FromImage = image },
                authConfig: null,
                new Reports(message => refused = message.Error?.Message ?? refused),
                cancellationToken);
        }
        catch (DockerApiException error)
        {
            throw DockerErrors.BaseImageMissing(image, host.Name, error.ResponseBody?.Trim() ?? error.Message);
        }

        if (refused.Length > 0)
        {
            throw DockerErrors.BaseImageMissing(image, host.Name, refused);
        }
    }

    private async Task BuildAsync(
        string image, string dockerfile, FileSet files, string release, CancellationToken cancellationToken, IEnumerable<string>? layers = null)
    {
        await using var context = await BuildContext.PackAsync(dockerfile, files.Files, cancellationToken);
        var refused = "";
        await DockerConnection.CallAsync(host, async () =>
        {
            await docker.Images.BuildImageFromDockerfileAsync(
                new ImageBuildParameters
                {
                    Tags = [image],
                    Remove = true,
                    ForceRemove = true,
                    Labels = new Dictionary<string, string> { [Labels.Bot] = bot, [Labels.Release] = release, [Labels.Layers] = string.Join(',', layers ?? []) },
                },
                context,
                authConfigs: null,
                headers: null,
                new Reports(message => refused = message.Error?.Message ?? refused),
                cancellationToken);
            return true;
        });
        if (refused.Contains("no space left", StringComparison.OrdinalIgnoreCase))
        {
            throw DockerErrors.DiskFull(host.Name, new IOException(refused));
        }

        if (refused.Length > 0)
        {
            throw DockerErrors.BuildFailed(image, refused);
        }
    }

    // Progress<T> reports on another thread, which may come after the call has ended.
    private sealed class Reports(Action<JSONMessage> report) : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => report(value);
    }
}
