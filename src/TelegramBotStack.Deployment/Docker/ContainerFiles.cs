using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>Reads small files of a container, also of one that does not run (Docker API: GET /containers/{id}/archive).</summary>
internal static class ContainerFiles
{
    /// <summary>The files at a path and below it, by name; none when there is nothing there.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
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
        catch (DockerApiException error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return files;
        }

        return files;
    }
}
