using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Locking;

/// <summary>
/// The lock of a host: one deployment at a time. The host's kernel holds it for a process there, and lets go when
/// that process ends for whatever reason, so there is nothing stale and nothing to clear by hand.
/// </summary>
internal abstract class HostLock : IAsyncDisposable
{
    /// <summary>Cancelled when the lock is no longer ours; work under it must stop at once.</summary>
    public abstract CancellationToken Lost { get; }

    /// <summary>Takes the lock, or waits for it.</summary>
    /// <param name="host">Whose lock.</param>
    /// <param name="path">Absolute path of the lock file; its directory is made when it is missing.</param>
    /// <param name="holder">What others are told.</param>
    /// <param name="waitFor">How long to wait when somebody holds it; zero for not at all.</param>
    /// <param name="onWaiting">Told once who holds it, before the waiting begins.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="Errors.DeploymentException">Somebody still holds it, or it cannot be used.</exception>
    public static async Task<HostLock> AcquireAsync(
        IHost host,
        string path,
        LockHolder holder,
        TimeSpan waitFor,
        Action<LockHolder>? onWaiting,
        CancellationToken cancellationToken) => host is LocalHost
            ? await LocalLock.TakeAsync(host.Name, path, holder, waitFor, onWaiting, cancellationToken)
            : await RemoteLock.TakeAsync(host, path, holder, waitFor, onWaiting, cancellationToken);

    /// <summary>Lets go.</summary>
    public abstract ValueTask DisposeAsync();
}
