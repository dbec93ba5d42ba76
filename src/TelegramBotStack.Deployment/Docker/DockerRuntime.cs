using System.Globalization;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>Runs a bot's instances as containers: found by label, made from a release, watched by their status file.</summary>
/// <param name="host">The host.</param>
/// <param name="docker">Its Docker Engine.</param>
/// <param name="bot">The bot.</param>
/// <param name="socket">Path of Docker's socket on the host; null for its default.</param>
internal sealed class DockerRuntime(IHost host, DockerClient docker, string bot, string? socket = null) : IBotRuntime
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(15);

    public async Task<string> ReadArchitectureAsync(CancellationToken cancellationToken) =>
        (await CallAsync(() => docker.System.GetVersionAsync(cancellationToken))).Arch;

    public async Task<IReadOnlyList<BotInstance>> ListAsync(CancellationToken cancellationToken)
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
            var instance = InstanceOf(container);
            return instance is { IsRunning: true, KeepsContract: true }
                ? instance with { Status = await ReadStatusAsync(instance, cancellationToken) }
                : instance;
        }));
    }

    /// <summary>What Docker's list tells of an instance.</summary>
    public static BotInstance InstanceOf(ContainerListResponse container)
    {
        var name = container.Labels.TryGetValue(Labels.Instance, out var label) ? label : "";
        var release = container.Labels.TryGetValue(Labels.Release, out var id) ? id : "";
        return new BotInstance(container.ID, release, name, container.State == "running")
        {
            IsRestarting = container.State == "restarting",
            KeepsContract = !container.Labels.TryGetValue(Labels.Handover, out var handover) || handover != ContainerParameters.StopFirst,
        };
    }

    public async Task<BotInstance> CreateAsync(Release release, string instance, string? data, CancellationToken cancellationToken)
    {
        var parameters = ContainerParameters.Of(bot, release, instance, data ?? Names.DataVolume(bot));
        if (!release.Container.HostNetwork)
        {
            await CallAsync(() => BotNetwork.EnsureAsync(docker, bot, cancellationToken));
        }

        var created = await CallAsync(async () =>
        {
            try
            {
                return await docker.Containers.CreateContainerAsync(parameters, cancellationToken);
            }
            catch (DockerImageNotFoundException)
            {
                throw DeployErrors.ImageGone(release.Image, host.Name);
            }
        });
        return new BotInstance(created.ID, release.Id, instance, IsRunning: false) { KeepsContract = !release.Container.StopFirst };
    }

    public Task StartAsync(BotInstance instance, CancellationToken cancellationToken) =>
        CallAsync(() => docker.Containers.StartContainerAsync(instance.Id, new ContainerStartParameters(), cancellationToken));

    public async Task StopAsync(BotInstance instance, CancellationToken cancellationToken)
    {
        // Docker does not start what was stopped with "unless-stopped" at boot; with "always" it does.
        await RestartAsync(instance, RestartPolicyKind.Always, cancellationToken);
        await CallAsync(() => docker.Containers.StopContainerAsync(
            instance.Id, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)StopTime.TotalSeconds }, cancellationToken));
    }

    public Task<bool> GuardAsync(
        BotInstance old, BotInstance candidate, string lockFile, string guardFile, CancellationToken cancellationToken) =>
        DockerGuard.StartAsync(host, socket, old.Id, candidate.Id, lockFile, guardFile, cancellationToken);

    public async Task SignalAsync(BotInstance instance, string signal, CancellationToken cancellationToken)
    {
        try
        {
            // Docker counts a container that was sent a signal as stopped by hand, which "unless-stopped" respects.
            if ((await docker.Containers.InspectContainerAsync(instance.Id, cancellationToken)).HostConfig?.RestartPolicy?.Name == RestartPolicyKind.UnlessStopped)
            {
                await RestartAsync(instance, RestartPolicyKind.Always, cancellationToken);
            }

            await docker.Containers.KillContainerAsync(
                instance.Id, new ContainerKillParameters { Signal = signal }, cancellationToken);
        }
        catch (DockerApiException error) when (error.StatusCode is System.Net.HttpStatusCode.Conflict or System.Net.HttpStatusCode.NotFound)
        {
            // It is not running any more: there is nobody to tell.
            return;
        }
    }

    public Task KeepRunningAsync(BotInstance instance, CancellationToken cancellationToken) =>
        RestartAsync(instance, RestartPolicyKind.UnlessStopped, cancellationToken);

    public async Task RemoveAsync(BotInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            if (instance.IsUp)
            {
                await docker.Containers.StopContainerAsync(
                    instance.Id,
                    new ContainerStopParameters { WaitBeforeKillSeconds = (uint)StopTime.TotalSeconds },
                    cancellationToken);
            }

            await docker.Containers.RemoveContainerAsync(
                instance.Id, new ContainerRemoveParameters { Force = true }, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            return;
        }
    }

    public async Task<ProcessState> InspectAsync(BotInstance instance, CancellationToken cancellationToken)
    {
        var found = await CallAsync(() => docker.Containers.InspectContainerAsync(instance.Id, cancellationToken));
        return ContainerProcess.Of(found);
    }

    public async Task<InstanceStatus?> ReadStatusAsync(BotInstance instance, CancellationToken cancellationToken)
    {
        var files = await ContainerFiles.GlanceAsync(host, docker, instance.Id, $"/data/.botstack/instances/{instance.Instance}.json", cancellationToken);
        return files.Count == 0 ? null : InstanceStatus.Parse(files.Values.First());
    }

    public async Task<IReadOnlyDictionary<string, string>> ReadSecretsAsync(BotInstance instance, CancellationToken cancellationToken) =>
        (await ContainerFiles.ReadAsync(host, docker, instance.Id, "/run/secrets", cancellationToken))
            .ToDictionary(file => Path.GetFileName(file.Key), file => Encoding.UTF8.GetString(file.Value), StringComparer.Ordinal);

    public Task ReadLogAsync(BotInstance instance, LogRange range, Action<string> onLine, CancellationToken cancellationToken) =>
        CallAsync(() => ContainerLogs.ReadAsync(
            docker,
            instance.Id,
            new ContainerLogsParameters
            {
                ShowStdout = true,
                ShowStderr = true,
                Follow = range.Follow,
                Tail = range.Tail?.ToString(CultureInfo.InvariantCulture) ?? "all",
                Since = range.Since?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            },
            onLine,
            cancellationToken));

    public async Task UploadAsync(Release release, ReleaseContent content, CancellationToken cancellationToken)
    {
        var images = new ImageBuilder(host, docker, bot);
        if (content.Same is not { } same || !await images.TryReuseAsync(same.Image, release.Id, cancellationToken))
        {
            await (content switch
            {
                { Source: { } source } => new SourceImage(host, docker, bot).BuildAsync(release, source, cancellationToken),
                { App: { } app } => images.BuildAsync(release, app, content.BaseImage, cancellationToken),
                _ => throw DeployErrors.ImageGone(release.Image, host.Name),
            });
        }

        await new SecretsVolume(host, docker, bot).FillAsync(release.Id, release.Image, content.Secrets, cancellationToken);
    }

    public Task RemoveReleaseAsync(Release release, CancellationToken cancellationToken) =>
        CallAsync(() => DockerRemoval.OfReleaseAsync(docker, bot, release, cancellationToken));

    public Task RemoveUnusedAsync(CancellationToken cancellationToken) =>
        CallAsync(() => DockerRemoval.OfUnusedLayersAsync(docker, bot, cancellationToken));

    public Task PurgeAsync(CancellationToken cancellationToken) =>
        CallAsync(() => DockerRemoval.OfAllAsync(docker, bot, cancellationToken));

    private Task<ContainerUpdateResponse> RestartAsync(BotInstance instance, RestartPolicyKind policy, CancellationToken cancellationToken) =>
        CallAsync(() => docker.Containers.UpdateContainerAsync(
            instance.Id,
            new ContainerUpdateParameters { RestartPolicy = new RestartPolicy { Name = policy } },
            cancellationToken));

    private Task<bool> CallAsync(Func<Task> call) => CallAsync(async () =>
    {
        await call();
        return true;
    });

    private Task<T> CallAsync<T>(Func<Task<T>> call) => DockerConnection.CallAsync(host, call);
}
