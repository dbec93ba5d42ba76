using Docker.DotNet;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>Memory of a container, without what the kernel would give back at once.</summary>
/// <param name="UsedBytes">What it uses.</param>
/// <param name="LimitBytes">What it may use.</param>
internal sealed record ContainerMemory(long UsedBytes, long LimitBytes)
{
    /// <summary>Asks once, without the second that Docker otherwise takes to measure the processor (Docker API 1.41: GET /containers/{id}/stats).</summary>
    public static async Task<ContainerMemory?> ReadAsync(IHost host, DockerClient docker, string id, CancellationToken cancellationToken)
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
        return new ContainerMemory((long)(used - Math.Min(cache, used)), (long)Math.Min(memory.Limit ?? long.MaxValue, long.MaxValue));
    }

    private sealed class Answer : IProgress<ContainerStatsResponse>
    {
        public ContainerStatsResponse? Stats { get; private set; }

        public void Report(ContainerStatsResponse value) => Stats ??= value;
    }
}
