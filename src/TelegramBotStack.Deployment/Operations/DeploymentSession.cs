using Docker.DotNet;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Locking;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Systemd;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>An open connection to a host: its Docker Engine, the bot's state directory and, when asked for, the lock.</summary>
internal sealed class DeploymentSession : IAsyncDisposable
{
    private readonly DockerClient? docker;
    private HostLock? held;

    private DeploymentSession(DeploySettings settings, IHost host, DockerClient? docker, ReleaseStore store)
    {
        Settings = settings;
        Host = host;
        this.docker = docker;
        Store = store;
        Runtime = docker is null
            ? new SystemdRuntime(host, settings.Bot.Name)
            : new DockerRuntime(host, docker, settings.Bot.Name, settings.Host.DockerSocket);
    }

    public DeploySettings Settings { get; }

    public IHost Host { get; }

    /// <summary>The Docker Engine, for what is Docker's alone.</summary>
    /// <exception cref="DeploymentException">The host runs the bot with systemd.</exception>
    public DockerClient Docker => docker ?? throw SystemdErrors.DockerOnly(Host.Name);

    /// <summary>Whether the host runs the bot with Docker.</summary>
    public bool UsesDocker => docker is not null;

    public ReleaseStore Store { get; }

    /// <summary>How the bot is run there.</summary>
    public IBotRuntime Runtime { get; }

    /// <summary>Where the bot's data are kept there.</summary>
    public DataVolume Data => new(Host, Docker, Bot);

    /// <summary>The bot's watcher.</summary>
    public WatcherContainer Watcher => new(Host, Docker, Bot);

    public string Bot => Settings.Bot.Name;

    /// <summary>Who works here: a person and a machine.</summary>
    public static string Me { get; } = $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>Cancelled when the lock or the connection is lost.</summary>
    public CancellationToken Lost => held?.Lost ?? Host.ConnectionLost;

    /// <param name="settings">Which bot on which host.</param>
    /// <param name="prompts">How questions are answered.</param>
    /// <param name="changes">Whether something will be changed; without, not even the state directory is made.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DeploymentSession> OpenAsync(
        DeploySettings settings, SshPrompts prompts, bool changes, CancellationToken cancellationToken)
    {
        var host = await HostConnection.OpenAsync(settings.Host, prompts, cancellationToken);
        try
        {
            return await OpenAsync(settings, host, changes, cancellationToken);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a session on a connection that is there already; on success the session closes it.</summary>
    public static async Task<DeploymentSession> OpenAsync(
        DeploySettings settings, IHost host, bool changes, CancellationToken cancellationToken)
    {
        DockerClient? docker = null;
        try
        {
            var store = ReleaseStore.OpenAsync(host, settings.Bot.Name, settings.Host.StateDirectory, changes, cancellationToken);
            docker = settings.Method == DeploymentMethod.Docker ? await OpenDockerAsync(host, cancellationToken) : null;
            return new DeploymentSession(settings, host, docker, await store);
        }
        catch
        {
            docker?.Dispose();
            throw;
        }
    }

    /// <summary>Takes the bot's lock on the host, or waits for it.</summary>
    public async Task LockAsync(string operation, IDeploymentLog log, TimeSpan waitFor, CancellationToken cancellationToken) =>
        held = await HostLock.AcquireAsync(
            Host,
            Store.LockFile,
            new LockHolder(Me, $"{operation} {Bot}"),
            waitFor,
            holder => log.Note($"Waiting: {holder.Who} runs {holder.What} since {holder.Since:HH:mm:ss} UTC"),
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (held is not null)
        {
            await held.DisposeAsync();
        }

        docker?.Dispose();
        await Host.DisposeAsync();
    }

    private static async Task<DockerClient> OpenDockerAsync(IHost host, CancellationToken cancellationToken)
    {
        var docker = DockerConnection.Open(host);
        try
        {
            await DockerConnection.CallAsync(host, async () =>
            {
                await docker.System.PingAsync(cancellationToken);
                return true;
            });
            return docker;
        }
        catch
        {
            docker.Dispose();
            throw;
        }
    }
}
