using System.Collections.Concurrent;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Monitoring;

/// <summary>
/// Looks at all bots of a host again and again, over one connection that stays open: one call for the list, and two for
/// each bot. Changes nothing and takes no lock.
/// </summary>
public sealed class HostMonitor : IHostMonitor
{
    private static readonly TimeSpan MachineInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SampleLimit = TimeSpan.FromSeconds(20);

    private readonly DeploymentSession session;
    private readonly TimeProvider time;
    private readonly string dockerDirectory;
    private readonly UpdateRates rates = new();
    private readonly ConcurrentDictionary<string, (DateTimeOffset? StartedAt, bool IsRunning, ProcessState Process)> inspected = [];
    private MachineSample? machine;
    private DateTimeOffset machineAt;

    private HostMonitor(DeploymentSession session, TimeProvider time, string dockerDirectory)
    {
        this.session = session;
        this.time = time;
        this.dockerDirectory = dockerDirectory;
    }

    /// <summary>Connects.</summary>
    /// <param name="settings">Which host.</param>
    /// <param name="request">How to connect.</param>
    /// <param name="time">What the samples' times are read from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeploymentException">The host cannot be reached, or has no Docker Engine.</exception>
    public static async Task<HostMonitor> OpenAsync(
        DeploySettings settings, OperationRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var session = await DeploymentSession.OpenAsync(settings, request.Prompts, changes: false, cancellationToken);
        try
        {
            var info = await DockerConnection.CallAsync(session.Host, () => session.Docker.System.GetSystemInfoAsync(cancellationToken));
            return new HostMonitor(session, time, info.DockerRootDir ?? "/");
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Looks once. Rates are there from the second look on.</summary>
    /// <exception cref="DeploymentException">The connection was lost, or the host takes too long.</exception>
    public async Task<HostSample> SampleAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, session.Lost);
        limit.CancelAfter(SampleLimit);
        try
        {
            var probing = ProbeAsync(limit.Token);
            var containers = await DockerConnection.CallAsync(session.Host, () => session.Docker.Containers.ListContainersAsync(
                new ContainersListParameters
                {
                    All = true,
                    Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [Labels.Bot] = true } },
                },
                limit.Token));
            var bots = await LookAsync(containers, limit.Token);
            await probing;
            return new HostSample(session.Host.Name, time.GetUtcNow(), machine, bots);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw HostErrors.ConnectionLost(session.Host.Name, error);
        }
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - machineAt >= MachineInterval)
        {
            machineAt = now;
            machine = await MachineProbe.ReadAsync(session.Host, dockerDirectory, cancellationToken);
        }
    }

    private async Task<BotSample[]> LookAsync(IList<ContainerListResponse> containers, CancellationToken cancellationToken)
    {
        var looks = await Task.WhenAll(containers
            .Where(container => container.Labels[Labels.Bot].Length > 0)
            .Select(container => LookAsync(container, cancellationToken)));
        Forget(containers.Select(container => container.ID).ToHashSet());
        return
        [
            .. looks.OfType<BotSample>()
                .GroupBy(look => look.Bot, StringComparer.Ordinal)
                .OrderBy(bot => bot.Key, StringComparer.Ordinal)
                .Select(bot => bot
                    .OrderByDescending(look => look.IsAnswering)
                    .ThenByDescending(look => look.IsRunning)
                    .ThenByDescending(look => look.Release, StringComparer.Ordinal)
                    .First() with { Others = bot.Count() - 1 }),
        ];
    }

    private async Task<BotSample?> LookAsync(ContainerListResponse container, CancellationToken cancellationToken)
    {
        var runtime = new DockerRuntime(session.Host, session.Docker, container.Labels[Labels.Bot]);
        var instance = DockerRuntime.InstanceOf(container);
        try
        {
            var memory = instance.IsRunning ? await ContainerMemory.ReadAsync(session.Host, session.Docker, container.ID, cancellationToken) : null;
            var status = instance.KeepsContract ? await runtime.ReadStatusAsync(instance, cancellationToken) : null;
            var process = await InspectAsync(runtime, instance, status, cancellationToken);
            return BotSamples.Of(container.Labels[Labels.Bot], instance with { Status = status }, status is null ? null : rates.Add(container.ID, status)) with
            {
                MemoryBytes = memory ?? (instance.IsRunning ? status?.MemoryBytes : null),
                MemoryLimitBytes = process.MemoryLimitBytes,
                Restarts = process.Restarts,
            };
        }
        catch (DeploymentException) when (!session.Lost.IsCancellationRequested)
        {
            // It went away between the list and the look, as in every deployment.
            return null;
        }
    }

    private void Forget(HashSet<string> present)
    {
        rates.Keep(present);
        foreach (var gone in inspected.Keys.Where(id => !present.Contains(id)))
        {
            inspected.TryRemove(gone, out _);
        }
    }

    /// <summary>Docker's count of restarts changes only with the process, so it is asked for only then.</summary>
    private async Task<ProcessState> InspectAsync(DockerRuntime runtime, BotInstance instance, InstanceStatus? status, CancellationToken cancellationToken)
    {
        if (status is not null && inspected.TryGetValue(instance.Id, out var known) && known.StartedAt == status.StartedAt && known.IsRunning == instance.IsRunning)
        {
            return known.Process;
        }

        var process = await runtime.InspectAsync(instance, cancellationToken);
        inspected[instance.Id] = (status?.StartedAt, instance.IsRunning, process);
        return process;
    }
}
