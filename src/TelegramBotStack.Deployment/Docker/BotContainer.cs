using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>A container of a bot as it is seen on the host.</summary>
/// <param name="Id">Docker's id.</param>
/// <param name="Release">The release it runs.</param>
/// <param name="Instance">The name of its status file.</param>
/// <param name="IsRunning">Whether it runs.</param>
internal sealed record BotContainer(string Id, string Release, string Instance, bool IsRunning)
{
    /// <summary>What it says of itself; null when it has said nothing.</summary>
    public InstanceStatus? Status { get; init; }
}

/// <summary>How a container's process is doing.</summary>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="ExitCode">Its exit code, when it has ended.</param>
/// <param name="Restarts">How often Docker started it again.</param>
/// <param name="OutOfMemory">Whether the kernel killed it for want of memory.</param>
internal sealed record ContainerState(bool IsRunning, long ExitCode, long Restarts, bool OutOfMemory);
