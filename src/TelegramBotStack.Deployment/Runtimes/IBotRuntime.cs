using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Runtimes;

/// <summary>
/// How instances of one bot are run on a host. Steps and operations know no more of it than this. Every call may throw a
/// <see cref="Errors.DeploymentException"/> when the host refuses or cannot be reached.
/// </summary>
internal interface IBotRuntime
{
    /// <summary>Processor of the host as Docker calls it, such as <c>amd64</c>.</summary>
    Task<string> ReadArchitectureAsync(CancellationToken cancellationToken);

    /// <summary>All instances of the bot, with what they say of themselves.</summary>
    Task<IReadOnlyList<BotInstance>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Makes an instance of a release that is on the host; it is not started.</summary>
    /// <param name="release">The release.</param>
    /// <param name="instance">A name that no other instance has had.</param>
    /// <param name="data">Where its data are, as a restore wrote it down; null for where they were from the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<BotInstance> CreateAsync(Release release, string instance, string? data, CancellationToken cancellationToken);

    /// <summary>Starts an instance. It stays down when it ends by itself, until <see cref="KeepRunningAsync"/>.</summary>
    Task StartAsync(BotInstance instance, CancellationToken cancellationToken);

    /// <summary>
    /// Ends an instance in good order, and lets the host start it again when it boots, until it is removed: so that a
    /// reboot in the middle of a deployment brings it back.
    /// </summary>
    Task StopAsync(BotInstance instance, CancellationToken cancellationToken);

    /// <summary>
    /// Leaves a watch on the host that waits until the deployer has let go of the lock. If the guard file is still there
    /// and <paramref name="candidate"/> has not been told to keep running, it ends that one and starts
    /// <paramref name="old"/> again: the deployer has died.
    /// </summary>
    /// <param name="old">The instance that is about to be ended.</param>
    /// <param name="candidate">The instance that is about to take its place.</param>
    /// <param name="lockFile">The bot's lock on the host.</param>
    /// <param name="guardFile">Is there for as long as the watch should act.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the host can keep such a watch.</returns>
    Task<bool> GuardAsync(
        BotInstance old, BotInstance candidate, string lockFile, string guardFile, CancellationToken cancellationToken);

    /// <summary>Sends a signal, such as <c>SIGKILL</c>. To one that does not run any more, nothing is sent.</summary>
    Task SignalAsync(BotInstance instance, string signal, CancellationToken cancellationToken);

    /// <summary>Has the instance started again after a crash and after a reboot of the host.</summary>
    Task KeepRunningAsync(BotInstance instance, CancellationToken cancellationToken);

    /// <summary>Ends an instance in good order and removes it. One that is gone is fine.</summary>
    Task RemoveAsync(BotInstance instance, CancellationToken cancellationToken);

    /// <summary>Looks at an instance's process.</summary>
    Task<ProcessState> InspectAsync(BotInstance instance, CancellationToken cancellationToken);

    /// <summary>Reads an instance's status file; null when it has written none.</summary>
    Task<InstanceStatus?> ReadStatusAsync(BotInstance instance, CancellationToken cancellationToken);

    /// <summary>Reads the secrets an instance was given.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadSecretsAsync(BotInstance instance, CancellationToken cancellationToken);

    /// <summary>Reads what an instance printed, oldest first, until the log ends or the reading is cancelled.</summary>
    Task ReadLogAsync(BotInstance instance, LogRange range, Action<string> onLine, CancellationToken cancellationToken);

    /// <summary>Brings a release's program and secrets to the host. What the host has is not sent.</summary>
    Task UploadAsync(Release release, ReleaseContent content, CancellationToken cancellationToken);

    /// <summary>Removes a release's program and secrets from the host. What is gone already is fine.</summary>
    Task RemoveReleaseAsync(Release release, CancellationToken cancellationToken);

    /// <summary>Removes what releases had in common and none that is left needs any more, such as layers of an image.</summary>
    Task RemoveUnusedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Deletes everything of the bot that the runtime keeps: releases, secrets and data. No instance may run.</summary>
    Task PurgeAsync(CancellationToken cancellationToken);
}
