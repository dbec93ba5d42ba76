using System.Formats.Tar;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>The containers of one bot on a host: found by label, made from a release, watched by their status file.</summary>
internal sealed class BotContainers(IHost host, DockerClient docker, string bot)
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(15);

    public string DataVolume => $"botstack-{bot}-data";

    public static string SecretsVolume(string bot, string release) => $"botstack-{bot}-{release}-secrets";

    /// <summary>All containers of the bot, with what they say of themselves.</summary>
    public async Task<IReadOnlyList<BotContainer>> ListAsync(CancellationToken cancellationToken)
    {
        var found = await CallAsync(() => docker.Containers.ListContainersAsync(
            new ContainersListParameters
            {
                All = true,
                Filters = new Dictionary<string, IDictionary<string, bool>>
                {
                    ["label"] = new Dictionary<string, bool> { [$"{Labels.Bot}={bot}"] = true },
                },
            },
            cancellationToken));
        return await Task.WhenAll(found.Select(async container =>
        {
            var instance = container.Labels.TryGetValue(Labels.Instance, out var name) ? name : "";
            var release = container.Labels.TryGetValue(Labels.Release, out var id) ? id : "";
            return new BotContainer(container.ID, release, instance, container.State == "running")
            {
                Status = container.State == "running" ? await ReadStatusAsync(container.ID, instance, cancellationToken) : null,
            };
        }));
    }

    /// <summary>Makes the container of a release; it is not started.</summary>
    public async Task<BotContainer> CreateAsync(Release release, string instance, CancellationToken cancellationToken)
    {
        var settings = release.Container;
        var labels = new Dictionary<string, string>
        {
            [Labels.Bot] = bot,
            [Labels.Release] = release.Id,
            [Labels.Instance] = instance,
            [Labels.ConfigHash] = release.ConfigHash,
            [Labels.TokenFingerprint] = release.TokenFingerprint,
            [Labels.Commit] = release.Commit ?? "",
        };
        var variables = new Dictionary<string, string>(settings.Variables)
        {
            ["BOTSTACK_DATA"] = "/data",
            ["BOTSTACK_INSTANCE"] = instance,
            ["BOTSTACK_RELEASE"] = release.Id,
        };
        var created = await CallAsync(() => docker.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Name = $"botstack-{bot}-{instance}",
                Image = release.Image,
                Labels = labels,
                Env = [.. variables.Select(variable => $"{variable.Key}={variable.Value}")],
                User = $"{Dockerfiles.UserId}:{Dockerfiles.UserId}",
                HostConfig = new HostConfig
                {
                    NetworkMode = settings.HostNetwork ? "host" : "bridge",
                    ReadonlyRootfs = true,
                    CapDrop = ["ALL"],
                    SecurityOpt = ["no-new-privileges"],
                    Memory = settings.MemoryBytes ?? 0,
                    NanoCPUs = (long)((settings.Cpus ?? 0) * 1_000_000_000),
                    PidsLimit = settings.Pids,
                    Tmpfs = new Dictionary<string, string> { ["/tmp"] = "rw,noexec,nosuid,nodev,size=64m" },
                    LogConfig = new LogConfig
                    {
                        Type = "json-file",
                        Config = new Dictionary<string, string> { ["max-size"] = "10m", ["max-file"] = "3" },
                    },
                    // A candidate that fails must stay down; one that is kept is told to restart.
                    RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.No },
                    Mounts =
                    [
                        new Mount
                        {
                            Type = "volume", Source = DataVolume, Target = "/data",
                            VolumeOptions = new VolumeOptions { Labels = new Dictionary<string, string> { [Labels.Bot] = bot } },
                        },
                        new Mount { Type = "volume", Source = SecretsVolume(bot, release.Id), Target = "/run/secrets", ReadOnly = true },
                    ],
                },
            },
            cancellationToken));
        return new BotContainer(created.ID, release.Id, instance, IsRunning: false);
    }

    public Task StartAsync(BotContainer container, CancellationToken cancellationToken) =>
        CallAsync(() => docker.Containers.StartContainerAsync(container.Id, new ContainerStartParameters(), cancellationToken));

    /// <summary>Sends SIGUSR1: let go of the lease, and wait as a standby.</summary>
    public Task ParkAsync(BotContainer container, CancellationToken cancellationToken) =>
        SignalAsync(container, "SIGUSR1", cancellationToken);

    public async Task SignalAsync(BotContainer container, string signal, CancellationToken cancellationToken)
    {
        try
        {
            await docker.Containers.KillContainerAsync(
                container.Id, new ContainerKillParameters { Signal = signal }, cancellationToken);
        }
        catch (DockerApiException error) when (error.StatusCode is System.Net.HttpStatusCode.Conflict or System.Net.HttpStatusCode.NotFound)
        {
            // It is not running any more: there is nobody to tell.
            return;
        }
    }

    /// <summary>Makes Docker start the container again after a crash and after a reboot of the host.</summary>
    public Task KeepRunningAsync(BotContainer container, CancellationToken cancellationToken) =>
        CallAsync(() => docker.Containers.UpdateContainerAsync(
            container.Id,
            new ContainerUpdateParameters { RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.UnlessStopped } },
            cancellationToken));

    /// <summary>Ends a container in good order and removes it. One that is gone is fine.</summary>
    public async Task RemoveAsync(BotContainer container, CancellationToken cancellationToken)
    {
        try
        {
            if (container.IsRunning)
            {
                await docker.Containers.StopContainerAsync(
                    container.Id,
                    new ContainerStopParameters { WaitBeforeKillSeconds = (uint)StopTime.TotalSeconds },
                    cancellationToken);
            }

            await docker.Containers.RemoveContainerAsync(
                container.Id, new ContainerRemoveParameters { Force = true }, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            return;
        }
    }

    public async Task<ContainerState> InspectAsync(BotContainer container, CancellationToken cancellationToken)
    {
        var found = await CallAsync(() => docker.Containers.InspectContainerAsync(container.Id, cancellationToken));
        return new ContainerState(found.State!.Running, found.State.ExitCode, found.RestartCount, found.State.OOMKilled);
    }

    /// <summary>Reads a container's status file; null when it has written none.</summary>
    public Task<InstanceStatus?> ReadStatusAsync(BotContainer container, CancellationToken cancellationToken) =>
        ReadStatusAsync(container.Id, container.Instance, cancellationToken);

    /// <summary>Reads the secrets a container was given.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadSecretsAsync(BotContainer container, CancellationToken cancellationToken) =>
        (await ReadFilesAsync(container.Id, "/run/secrets", cancellationToken))
            .ToDictionary(file => Path.GetFileName(file.Key), file => Encoding.UTF8.GetString(file.Value), StringComparer.Ordinal);

    private async Task<InstanceStatus?> ReadStatusAsync(string id, string instance, CancellationToken cancellationToken)
    {
        var files = await ReadFilesAsync(id, $"/data/.botstack/instances/{instance}.json", cancellationToken);
        return files.Count == 0 ? null : InstanceStatus.Parse(files.Values.First());
    }

    private async Task<IReadOnlyDictionary<string, byte[]>> ReadFilesAsync(string id, string path, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            var archive = await docker.Containers.GetArchiveFromContainerAsync(
                id, new ContainerPathStatParameters { Path = path }, statOnly: false, cancellationToken);
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

    private Task<bool> CallAsync(Func<Task> call) => CallAsync(async () =>
    {
        await call();
        return true;
    });

    private Task<T> CallAsync<T>(Func<Task<T>> call) => DockerConnection.CallAsync(host, call);
}
