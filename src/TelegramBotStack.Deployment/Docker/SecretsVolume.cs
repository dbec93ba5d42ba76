using System.Formats.Tar;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>
/// The volume with a release's secrets: one file each, which only the bot's user may read. It is filled through a
/// container that is made for it and never started, so that no value is in an image, a variable or an argument.
/// </summary>
internal sealed class SecretsVolume(IHost host, DockerClient docker, string bot)
{
    private const string Folder = "/run/secrets";

    public async Task FillAsync(
        string release, string image, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        var volume = Names.SecretsVolume(bot, release);
        var labels = new Dictionary<string, string> { [Labels.Bot] = bot, [Labels.Release] = release };
        await DockerConnection.CallAsync(
            host, () => docker.Volumes.CreateAsync(new VolumesCreateParameters { Name = volume, Labels = labels }, cancellationToken));

        await InContainerAsync(image, volume, async container =>
        {
            using var archive = Pack(secrets);
            await docker.Containers.ExtractArchiveToContainerAsync(
                container, new CopyToContainerParameters { Path = Folder }, archive, cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <summary>Reads the secrets of a release, also of one that does not run.</summary>
    /// <exception cref="DeploymentException">The volume or the image is gone.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(Release release, CancellationToken cancellationToken)
    {
        var volume = Names.SecretsVolume(bot, release.Id);
        await DockerConnection.CallAsync(host, async () =>
        {
            try
            {
                return await docker.Volumes.InspectAsync(volume, cancellationToken);
            }
            catch (DockerApiException error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                throw ExportErrors.SecretsGone(release.Id, host.Name);
            }
        });
        var files = await InContainerAsync(
            release.Image, volume, container => ContainerFiles.ReadAsync(host, docker, container, Folder, cancellationToken), cancellationToken);
        return files.ToDictionary(file => Path.GetFileName(file.Key), file => Encoding.UTF8.GetString(file.Value), StringComparer.Ordinal);
    }

    private async Task<T> InContainerAsync<T>(string image, string volume, Func<string, Task<T>> use, CancellationToken cancellationToken)
    {
        // Without the label of the bot, or it would count as one of the bot's containers.
        var helper = await DockerConnection.CallAsync(host, () => docker.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Image = image,
                Labels = new Dictionary<string, string> { ["botstack.secrets-of"] = bot },
                HostConfig = new HostConfig
                {
                    NetworkMode = "none",
                    Mounts = [new Mount { Type = "volume", Source = volume, Target = Folder }],
                },
            },
            cancellationToken));
        try
        {
            return await DockerConnection.CallAsync(host, () => use(helper.ID));
        }
        finally
        {
            await docker.Containers.RemoveContainerAsync(
                helper.ID, new ContainerRemoveParameters { Force = true }, CancellationToken.None);
        }
    }

    private static MemoryStream Pack(IReadOnlyDictionary<string, string> secrets)
    {
        var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, value) in secrets)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(value)),
                    Mode = UnixFileMode.UserRead,
                    Uid = Dockerfiles.UserId,
                    Gid = Dockerfiles.UserId,
                });
            }
        }

        archive.Position = 0;
        return archive;
    }
}
