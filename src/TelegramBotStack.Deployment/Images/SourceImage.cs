using System.Formats.Tar;
using System.IO.Compression;
using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Images;

/// <summary>Builds a release's image on the host from a Dockerfile of the user's own (Docker API: POST /build, version 1).</summary>
internal sealed class SourceImage(IHost host, DockerClient docker, string bot)
{
    private const int OutputLines = 15;

    /// <summary>What is laid over the user's image: it never runs as root, and its data directory belongs to its user.</summary>
    public static string Wrapper(string image) => $"""
        FROM {image}
        COPY --chown={Dockerfiles.UserId}:{Dockerfiles.UserId} root/ /
        USER {Dockerfiles.UserId}:{Dockerfiles.UserId}

        """;

    /// <exception cref="DeploymentException">The Dockerfile does not build; the last lines of its output are in the message.</exception>
    public async Task BuildAsync(Release release, SourceContext source, CancellationToken cancellationToken)
    {
        // The name goes again, so that Docker removes the user's image with the release's.
        var own = Names.Source(bot, release.Id);
        await using (var context = await PackAsync(source, cancellationToken))
        {
            await BuildAsync(own, source.Dockerfile, context, release, cancellationToken);
        }

        try
        {
            await using var wrapper = await PackWrapperAsync(own, cancellationToken);
            await BuildAsync(release.Image, "Dockerfile", wrapper, release, cancellationToken);
        }
        finally
        {
            await docker.Images.DeleteImageAsync(own, new ImageDeleteParameters { NoPrune = true }, CancellationToken.None);
        }
    }

    private async Task BuildAsync(string tag, string dockerfile, Stream context, Release release, CancellationToken cancellationToken)
    {
        var output = new DockerBuildOutput(OutputLines);
        await DockerConnection.CallAsync(host, async () =>
        {
            await docker.Images.BuildImageFromDockerfileAsync(
                new ImageBuildParameters
                {
                    Tags = [tag],
                    Dockerfile = dockerfile,
                    Remove = true,
                    ForceRemove = true,
                    NetworkMode = release.Container.HostNetwork ? "host" : null,
                    Labels = new Dictionary<string, string> { [Labels.Bot] = bot, [Labels.Release] = release.Id },
                },
                context,
                authConfigs: null,
                headers: null,
                output,
                cancellationToken);
            return true;
        });
        if (output.Refused is { } refused)
        {
            throw refused.Contains("no space left", StringComparison.OrdinalIgnoreCase)
                ? DockerErrors.DiskFull(host.Name, new IOException(refused))
                : ContextErrors.DockerfileFailed(dockerfile, refused, output.LastLines);
        }
    }

    // A file and not memory: a context may be large. It is gone when it is closed.
    private static async Task<FileStream> PackAsync(SourceContext source, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"botstack-context-{Guid.NewGuid():N}.tar.gz"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            });
        try
        {
            await using (var compressed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            await using (var tar = new TarWriter(compressed, TarEntryFormat.Pax))
            {
                foreach (var entry in source.Entries)
                {
                    await WriteAsync(tar, entry, cancellationToken);
                }
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task WriteAsync(TarWriter tar, ContextEntry entry, CancellationToken cancellationToken)
    {
        var (type, name) = entry.Kind switch
        {
            ContextEntryKind.Directory => (TarEntryType.Directory, entry.Path + "/"),
            ContextEntryKind.Link => (TarEntryType.SymbolicLink, entry.Path),
            _ => (TarEntryType.RegularFile, entry.Path),
        };
        var written = new PaxTarEntry(type, name)
        {
            Mode = entry.IsExecutable ? TarModes.Executable : TarModes.File,
            ModificationTime = DateTimeOffset.UnixEpoch,
        };
        if (entry.LinkTarget is { } target)
        {
            written.LinkName = target;
        }

        if (entry.Kind != ContextEntryKind.File)
        {
            await tar.WriteEntryAsync(written, cancellationToken);
            return;
        }

        await using var content = entry.Open();
        written.DataStream = content;
        await tar.WriteEntryAsync(written, cancellationToken);
    }

    private static async Task<MemoryStream> PackWrapperAsync(string image, CancellationToken cancellationToken)
    {
        var context = new MemoryStream();
        await using (var tar = new TarWriter(context, TarEntryFormat.Pax, leaveOpen: true))
        {
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, "Dockerfile")
                {
                    DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Wrapper(image))),
                    Mode = TarModes.File,
                },
                cancellationToken);
            foreach (var directory in (string[])["root/", "root/data/"])
            {
                await tar.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.Directory, directory) { Mode = TarModes.Executable, ModificationTime = DateTimeOffset.UnixEpoch },
                    cancellationToken);
            }
        }

        context.Position = 0;
        return context;
    }
}
