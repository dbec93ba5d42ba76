using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>The watcher of one bot on a host: found by label, made anew when anything about it changes.</summary>
internal sealed class WatcherContainer(IHost host, DockerClient docker, string bot)
{
    private const string StateFile = $"{WatcherParameters.Folder}/{WatcherParameters.StateDirectory}/watcher.json";
    private const int LogLines = 5;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>The hash of what the watcher was made from; empty when it does not run, null when there is none.</summary>
    public async Task<string?> FindAsync(CancellationToken cancellationToken) => await ListAsync(cancellationToken) switch
    {
        [] => null,
        [{ State: "running" } watcher] => watcher.Labels.TryGetValue(Labels.WatcherHash, out var hash) ? hash : "",
        _ => "",
    };

    /// <summary>How the watcher is doing; null when there is none.</summary>
    public async Task<WatcherReport?> LookAsync(CancellationToken cancellationToken)
    {
        if (await ListAsync(cancellationToken) is not [var watcher, ..])
        {
            return null;
        }

        var status = await ReadAsync(watcher.ID, cancellationToken);
        return new WatcherReport(
            watcher.State == "running",
            watcher.Labels.TryGetValue(Labels.Release, out var release) ? release : "",
            status?.Alarm?.Current,
            status?.Alarm?.Reason,
            status?.Alarm?.Since,
            status?.Waiting?.Values.Sum(alerts => alerts.Length) ?? 0);
    }

    /// <summary>Takes the watcher away. What it has told stays known until the bot is purged.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        foreach (var watcher in await ListAsync(cancellationToken))
        {
            await RemoveAsync(watcher.ID);
        }
    }

    /// <summary>Starts a watcher in the place of the one there is, and waits until it says that it watches.</summary>
    /// <exception cref="DeploymentException">It does not; it has been removed again.</exception>
    public async Task ReplaceAsync(CreateContainerParameters parameters, CancellationToken cancellationToken)
    {
        await RemoveAsync(cancellationToken);
        var created = await CallAsync(() => docker.Containers.CreateContainerAsync(parameters, cancellationToken));
        try
        {
            await CallAsync(() => PrepareAsync(created.ID, cancellationToken));
            var before = await ReadAsync(created.ID, cancellationToken);
            await CallAsync(() => docker.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), cancellationToken));
            await WaitAsync(created.ID, before?.StartedAt, cancellationToken);

            // Not before: one that cannot run must not be started again and again.
            await CallAsync(() => docker.Containers.UpdateContainerAsync(
                created.ID,
                new ContainerUpdateParameters { RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.UnlessStopped } },
                cancellationToken));
        }
        catch
        {
            await RemoveAsync(created.ID);
            throw;
        }
    }

    private async Task WaitAsync(string id, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(StartTime);
        try
        {
            while (await ReadAsync(id, over.Token) is not { } status || status.StartedAt == before)
            {
                var found = await CallAsync(() => docker.Containers.InspectContainerAsync(id, over.Token));
                if (found.State is { Running: false } state)
                {
                    throw WatcherErrors.NotWatching(bot, host.Name, $"it ended with exit code {state.ExitCode}.{await SaidAsync(id, cancellationToken)}");
                }

                await Task.Delay(Interval, over.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw WatcherErrors.NotWatching(
                bot, host.Name, $"it was not ready within {StartTime.TotalSeconds:0} s.{await SaidAsync(id, cancellationToken)}");
        }
    }

    private async Task<string> SaidAsync(string id, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var range = new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = $"{LogLines}" };
        await ContainerLogs.ReadAsync(docker, id, range, lines.Add, cancellationToken);
        return lines.Count == 0 ? "" : $" It said:\n{string.Join('\n', lines)}";
    }

    /// <summary>Docker makes a new volume root's own; the directory in it is the watcher's.</summary>
    private async Task<bool> PrepareAsync(string id, CancellationToken cancellationToken)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.Directory, WatcherParameters.StateDirectory)
                {
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                    Uid = Dockerfiles.UserId,
                    Gid = Dockerfiles.UserId,
                },
                cancellationToken);
        }

        archive.Position = 0;
        await docker.Containers.ExtractArchiveToContainerAsync(
            id, new CopyToContainerParameters { Path = WatcherParameters.Folder }, archive, cancellationToken);
        return true;
    }

    private async Task<WatcherStatus?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var files = await ContainerFiles.GlanceAsync(host, docker, id, StateFile, cancellationToken);
        return files.Count == 0 ? null : WatcherStatus.Parse(files.Values.First());
    }

    private async Task<IList<ContainerListResponse>> ListAsync(CancellationToken cancellationToken) =>
        await CallAsync(() => docker.Containers.ListContainersAsync(
            new ContainersListParameters
            {
                All = true,
                Filters = new Dictionary<string, IDictionary<string, bool>>
                {
                    ["label"] = new Dictionary<string, bool> { [$"{Labels.WatcherOf}={bot}"] = true },
                },
            },
            cancellationToken));

    private Task<bool> RemoveAsync(string id) => CallAsync(async () =>
    {
        try
        {
            await docker.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = 5 }, CancellationToken.None);
            await docker.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true }, CancellationToken.None);
        }
        catch (DockerContainerNotFoundException)
        {
            return false;
        }

        return true;
    });

    private Task<bool> CallAsync(Func<Task> call) => CallAsync(async () =>
    {
        await call();
        return true;
    });

    private Task<T> CallAsync<T>(Func<Task<T>> call) => DockerConnection.CallAsync(host, call);
}
