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
    /// <summary>The files at a path and below it, by name; none when there is nothing there, or no container any more.</summary>
    /// <exception cref="DeploymentException">Docker does not answer, or fails otherwise.</exception>
    public static Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        IHost host, DockerClient docker, string container, string path, CancellationToken cancellationToken) =>
        DockerConnection.CallAsync(host, () => ReadAsync(docker, container, path, cancellationToken));

    private static async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        DockerClient docker, string container, string path, CancellationToken cancellationToken)
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
        catch (DockerApiException error) when (IsGone(error))
        {
            return files;
        }

        return files;
    }

    /// <summary>A container that is removed while its files are packed is an error of the server's.</summary>
    private static bool IsGone(DockerApiException error) =>
        error.StatusCode == HttpStatusCode.NotFound
        || (error.StatusCode == HttpStatusCode.InternalServerError
            && error.ResponseBody?.Contains("no such file or directory", StringComparison.OrdinalIgnoreCase) == true);
}
