using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>Reads how much memory a container uses, without what the kernel would give back at once.</summary>
internal static class ContainerMemory
{
    /// <summary>Asks once, without the second that Docker otherwise takes to measure the processor (Docker API 1.41: GET /containers/{id}/stats?one-shot).</summary>
    /// <returns>Bytes; null when it does not run, or the engine cannot tell on this host.</returns>
    public static async Task<long?> ReadAsync(IHost host, DockerClient docker, string id, CancellationToken cancellationToken)
    {
        var answer = new Answer();
        await DockerConnection.CallAsync(host, async () =>
        {
            await docker.Containers.GetContainerStatsAsync(
                id, new ContainerStatsParameters { Stream = false, OneShot = true }, answer, cancellationToken);
            return true;
        });
        if (answer.Stats?.MemoryStats is not { Usage: { } used and > 0 } memory)
        {
            return null;
        }

        // As `docker stats` does: cgroup v2 calls it inactive_file, v1 total_inactive_file.
        var cache = memory.Stats is null ? 0
            : memory.Stats.TryGetValue("inactive_file", out var file) ? file
            : memory.Stats.TryGetValue("total_inactive_file", out file) ? file : 0;
        return (long)(used - Math.Min(cache, used));
    }

    private sealed class Answer : IProgress<ContainerStatsResponse>
    {
        public ContainerStatsResponse? Stats { get; private set; }

        public void Report(ContainerStatsResponse value) => Stats ??= value;
    }
}
