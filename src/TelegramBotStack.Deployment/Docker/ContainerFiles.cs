using System.Formats.Tar;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>Reads small files of a container, also of one that does not run (Docker API: GET /containers/{id}/archive).</summary>
internal static class ContainerFiles
{
    /// <summary>The files at a path and below it, by name; none when there is nothing there.</summary>
    /// <exception cref="DeploymentException">Docker does not answer, or fails otherwise.</exception>
    public static Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        IHost host, DockerClient docker, string container, string path, CancellationToken cancellationToken) =>
        ReadAsync(host, docker, container, path, IsMissing, cancellationToken);

    /// <summary>The same for a look at a container that somebody may remove meanwhile: then there are none as well.</summary>
    /// <exception cref="DeploymentException">Docker does not answer, or fails otherwise.</exception>
    public static Task<IReadOnlyDictionary<string, byte[]>> GlanceAsync(
        IHost host, DockerClient docker, string container, string path, CancellationToken cancellationToken) =>
        ReadAsync(host, docker, container, path, error => IsMissing(error) || IsBeingRemoved(error), cancellationToken);

    private static Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        IHost host, DockerClient docker, string container, string path, Func<DockerApiException, bool> isNothing, CancellationToken cancellationToken) =>
        DockerConnection.CallAsync<IReadOnlyDictionary<string, byte[]>>(host, async () =>
        {
            var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            try
            {
                var archive = await docker.Containers.GetArchiveFromContainerAsync(
                    container, new ContainerPathStatParameters { Path = path }, statOnly: false, cancellationToken);
                await using var stream = archive.Stream!;
                await using var tar = new TarReader(stream);
                while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
                {
                    if (entry.DataStream is { } data)
                    {
                        using var content = new MemoryStream();
                        await data.CopyToAsync(content, cancellationToken);
                        files[entry.Name] = content.ToArray();
                    }
                }
            }
            catch (DockerApiException error) when (isNothing(error))
            {
                // Then there are none.
            }

            return files;
        });

    private static bool IsMissing(DockerApiException error) => error.StatusCode == HttpStatusCode.NotFound;

    private static bool IsBeingRemoved(DockerApiException error) =>
        error.StatusCode == HttpStatusCode.InternalServerError
        && error.ResponseBody?.Contains("no such file or directory", StringComparison.OrdinalIgnoreCase) == true;
}
