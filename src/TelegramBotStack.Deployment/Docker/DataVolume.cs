using System.Formats.Tar;
using System.IO.Pipelines;
using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Backups;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Images;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>
/// A volume with a bot's data, filled and read through a container that is made for it and never started, so that the bot's
/// image need have no tools, and also before the bot's first deployment.
/// </summary>
internal sealed class DataVolume(IHost host, DockerClient docker, string bot)
{
    private const string Folder = "/data";
    private const UnixFileMode OwnerMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode = OwnerMode | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private string HelperImage => $"botstack/{bot}-helper:1";

    /// <summary>A name that no volume of the bot has yet.</summary>
    public string NewName() => $"{Names.DataVolume(bot)}-{Guid.NewGuid().ToString("N")[..6]}";

    /// <summary>Makes a volume with these files, owned by the bot's user, and reads them back to compare.</summary>
    /// <param name="volume">Its name; there must be none of that name.</param>
    /// <param name="manifest">What is to be in it.</param>
    /// <param name="directory">Where the files are here.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DeploymentException">Docker refused, or what arrived differs.</exception>
    public async Task FillAsync(string volume, BackupManifest manifest, string directory, CancellationToken cancellationToken)
    {
        await DockerConnection.CallAsync(host, () => docker.Volumes.CreateAsync(
            new VolumesCreateParameters { Name = volume, Labels = new Dictionary<string, string> { [Labels.Bot] = bot } }, cancellationToken));
        await WithHelperAsync(
            volume,
            async helper =>
            {
                await SendAsync(helper, tar => PackAsync(tar, manifest, directory, cancellationToken), cancellationToken);
                Compare(manifest, await ReadAsync(helper, cancellationToken));
            },
            cancellationToken);
    }

    /// <summary>
    /// Brings what an instance keeps about itself, such as updates not yet handled, from an instance that has ended into a
    /// volume, so that no update is lost when other data take the place of its own.
    /// </summary>
    public Task CarryAsync(string container, string volume, CancellationToken cancellationToken) => WithHelperAsync(
        volume,
        async helper =>
        {
            var own = await ContainerFiles.ReadAsync(host, docker, container, $"{Folder}/.botstack", cancellationToken);
            await SendAsync(
                helper,
                async tar =>
                {
                    var kept = own.Where(file => !file.Key.Contains("/instances/", StringComparison.Ordinal)).ToArray();
                    foreach (var directory in kept.SelectMany(file => Parents(file.Key)).Prepend(".botstack/").Distinct().Order(StringComparer.Ordinal))
                    {
                        await tar.WriteEntryAsync(Entry(TarEntryType.Directory, directory, DirectoryMode), cancellationToken);
                    }

                    foreach (var (name, content) in kept)
                    {
                        await using var data = new MemoryStream(content);
                        await tar.WriteEntryAsync(Entry(TarEntryType.RegularFile, name, OwnerMode, data), cancellationToken);
                    }
                },
                cancellationToken);
        },
        cancellationToken);

    /// <summary>Removes a volume; one that is gone is fine.</summary>
    public async Task RemoveAsync(string volume, CancellationToken cancellationToken)
    {
        try
        {
            await docker.Volumes.RemoveAsync(volume, force: true, cancellationToken);
        }
        catch (DockerApiException error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return;
        }
    }

    private static async Task PackAsync(TarWriter tar, BackupManifest manifest, string directory, CancellationToken cancellationToken)
    {
        // The top itself as well: it must be the bot's.
        await tar.WriteEntryAsync(Entry(TarEntryType.Directory, "./", DirectoryMode), cancellationToken);
        foreach (var path in manifest.Directories)
        {
            await tar.WriteEntryAsync(Entry(TarEntryType.Directory, path + "/", DirectoryMode), cancellationToken);
        }

        foreach (var file in manifest.Files)
        {
            await using var content = File.OpenRead(Path.Combine(directory, file.Path));
            var entry = Entry(TarEntryType.RegularFile, file.Path, file.Mode | OwnerMode, content);
            entry.ModificationTime = file.ModifiedAt;
            await tar.WriteEntryAsync(entry, cancellationToken);
        }
    }

    private static PaxTarEntry Entry(TarEntryType type, string name, UnixFileMode mode, Stream? content = null)
    {
        var entry = new PaxTarEntry(type, name) { Mode = mode, Uid = Dockerfiles.UserId, Gid = Dockerfiles.UserId };
        if (content is not null)
        {
            entry.DataStream = content;
        }

        return entry;
    }

    // A directory that is not in the archive would be root's.
    private static IEnumerable<string> Parents(string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            yield return path[..(end + 1)];
        }
    }

    private void Compare(BackupManifest manifest, TarContent found)
    {
        var expected = manifest.Files.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        foreach (var file in found.Files)
        {
            if (!expected.Remove(file.Path, out var hash) || hash != file.Sha256)
            {
                throw BackupErrors.NotRestored(host.Name, $"{file.Path} differs.");
            }
        }

        if (expected.Count > 0)
        {
            throw BackupErrors.NotRestored(host.Name, $"{expected.Keys.First()} is missing.");
        }
    }

    // Docker API: GET /containers/{id}/archive
    private Task<TarContent> ReadAsync(string helper, CancellationToken cancellationToken) => DockerConnection.CallAsync(host, async () =>
    {
        var archive = await docker.Containers.GetArchiveFromContainerAsync(
            helper, new ContainerPathStatParameters { Path = Folder + "/." }, statOnly: false, cancellationToken);
        await using var stream = archive.Stream!;
        await using var tar = new TarReader(stream);
        return await TarExtractor.ReadAsync(tar, directory: null, TarLimits.Of(long.MaxValue), leaveOut: null, path => path, cancellationToken);
    });

    // Docker API: PUT /containers/{id}/archive
    private async Task SendAsync(string helper, Func<TarWriter, Task> write, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        var packing = Task.Run(
            async () =>
            {
                Exception? failure = null;
                try
                {
                    await using var tar = new TarWriter(pipe.Writer.AsStream(leaveOpen: true), TarEntryFormat.Pax);
                    await write(tar);
                }
                catch (Exception error)
                {
                    failure = error;
                    throw;
                }
                finally
                {
                    await pipe.Writer.CompleteAsync(failure);
                }
            },
            cancellationToken);
        try
        {
            await using var archive = pipe.Reader.AsStream();
            await DockerConnection.CallAsync(host, async () =>
            {
                await docker.Containers.ExtractArchiveToContainerAsync(
                    helper, new CopyToContainerParameters { Path = Folder }, archive, cancellationToken);
                return true;
            });
        }
        finally
        {
            await packing;
        }
    }

    private async Task WithHelperAsync(string volume, Func<string, Task> use, CancellationToken cancellationToken)
    {
        await EnsureImageAsync(cancellationToken);

        // With no bot of its own, or it would count as one of the bot's instances: a container has the labels of its image.
        var helper = await DockerConnection.CallAsync(host, () => docker.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Image = HelperImage,
                Cmd = ["none"],
                Labels = new Dictionary<string, string> { [Labels.Bot] = "", ["botstack.helper-of"] = bot },
                HostConfig = new HostConfig
                {
                    NetworkMode = "none",
                    Mounts = [new Mount { Type = "volume", Source = volume, Target = Folder }],
                },
            },
            cancellationToken));
        try
        {
            await use(helper.ID);
        }
        finally
        {
            await docker.Containers.RemoveContainerAsync(helper.ID, new ContainerRemoveParameters { Force = true }, CancellationToken.None);
        }
    }

    // An image without a file in it. Docker API: POST /images/create?fromSrc=-
    private async Task EnsureImageAsync(CancellationToken cancellationToken)
    {
        try
        {
            await docker.Images.InspectImageAsync(HelperImage, cancellationToken);
        }
        catch (DockerImageNotFoundException)
        {
            using var empty = new MemoryStream();
            await using (var tar = new TarWriter(empty, TarEntryFormat.Pax, leaveOpen: true))
            {
                await tar.WriteEntryAsync(Entry(TarEntryType.Directory, "data/", DirectoryMode), cancellationToken);
            }

            empty.Position = 0;
            await DockerConnection.CallAsync(host, async () =>
            {
                await docker.Images.CreateImageAsync(
                    new ImagesCreateParameters
                    {
                        FromSrc = "-", Repo = HelperImage.Split(':')[0], Tag = "1", Changes = [$"LABEL {Labels.Bot}={bot}"],
                    },
                    empty, authConfig: null, new Progress<JSONMessage>(), cancellationToken);
                return true;
            });
        }
    }
}
