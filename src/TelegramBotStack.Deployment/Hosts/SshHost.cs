using System.Net.Sockets;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts.Ssh;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>A machine reached over one SSH connection: commands, files and Docker are channels in it.</summary>
public sealed class SshHost : IHost
{
    // OpenSSH allows 10 sessions on a connection unless it is told otherwise (MaxSessions in sshd_config(5)).
    private const int MaximumChannels = 10;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    private readonly SshClient client;
    private readonly JumpRoute? route;
    private readonly SshSettings settings;
    private readonly SshFiles files;
    private readonly SshPulse pulse;
    private readonly CancellationTokenSource lost = new();
    private readonly SemaphoreSlim channels = new(MaximumChannels);
    private int disposed;

    private SshHost(SshClient client, JumpRoute? route, SshSettings settings, TimeProvider time)
    {
        this.client = client;
        this.route = route;
        this.settings = settings;
        files = new SshFiles(this);
        pulse = new SshPulse(this, settings.KeepAlive, time);
        ConnectionLost = lost.Token;
        client.ErrorOccurred += (_, _) => Lose();
    }

    /// <inheritdoc/>
    public string Name => settings.Name;

    /// <inheritdoc/>
    public HostTraffic Traffic { get; } = new();

    /// <inheritdoc/>
    public CancellationToken ConnectionLost { get; }

    /// <summary>Connects and logs in.</summary>
    /// <param name="settings">Where to, and with what.</param>
    /// <param name="prompts">How a person is asked; null asks nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeploymentException">It did not work, with the reason as its code.</exception>
    public static async Task<SshHost> ConnectAsync(
        SshSettings settings, SshPrompts? prompts, CancellationToken cancellationToken)
    {
        prompts ??= SshPrompts.None;
        var route = await JumpRoute.OpenAsync(settings, prompts, cancellationToken);
        try
        {
            var client = await new SshConnector(settings, prompts, route).ConnectAsync(cancellationToken);
            var host = new SshHost(client, route, settings, TimeProvider.System);
            host.pulse.Start();
            return host;
        }
        catch
        {
            route?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<HostCommandResult> RunAsync(HostCommand command, CancellationToken cancellationToken)
    {
        var result = await RunBytesAsync(command, cancellationToken);
        return new HostCommandResult(result.ExitCode, Encoding.UTF8.GetString(result.Output), result.Error);
    }

    /// <inheritdoc/>
    public async Task<IHostProcess> StartAsync(HostCommand command, CancellationToken cancellationToken)
    {
        var channel = await OpenChannelAsync(command.Script, cancellationToken);
        try
        {
            await channel.Input.WriteAsync(command.Input, cancellationToken);
            await channel.Input.FlushAsync(cancellationToken);
            return new SshProcess(channel);
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenDockerAsync(CancellationToken cancellationToken) =>
        SshDockerStream.OpenAsync(this, settings.DockerSocket, cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]?> ReadFileAsync(string path, CancellationToken cancellationToken) =>
        files.ReadAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task WriteFileAsync(
        string path, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken) =>
        files.WriteAsync(path, content, mode, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListDirectoryAsync(string path, CancellationToken cancellationToken) =>
        files.ListAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task CreateDirectoryAsync(string path, UnixFileMode mode, CancellationToken cancellationToken) =>
        files.CreateDirectoryAsync(path, mode, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteFileAsync(string path, CancellationToken cancellationToken) =>
        files.DeleteAsync(path, cancellationToken);

    /// <summary>Ends the connection and every command on it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        await pulse.DisposeAsync();

        // It waits for the server's goodbye, on a dead connection longer than anybody has time.
        await Task.WhenAny(Task.Run(Close), Task.Delay(CloseLimit));
    }

    /// <summary>False as soon as the connection is known to be lost, a moment before its token says so.</summary>
    internal bool IsConnected => client.IsConnected && !ConnectionLost.IsCancellationRequested;

    internal async Task<SshResult> RunBytesAsync(HostCommand command, CancellationToken cancellationToken)
    {
        var timeout = command.Timeout ?? settings.CommandTimeout;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ConnectionLost);
        limit.CancelAfter(timeout);
        try
        {
            var channel = await OpenChannelAsync(WithInput(command), limit.Token);
            await using (channel)
            {
                return await RunToEndAsync(channel, command.Input, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ConnectionLost.IsCancellationRequested
                ? HostErrors.ConnectionLost(Name)
                : HostErrors.CommandTimedOut(Name, timeout);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or DeploymentException) && !IsConnected)
        {
            throw HostErrors.ConnectionLost(Name, exception);
        }
    }

    internal async Task<SshChannel> OpenChannelAsync(string script, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed == 1, this);
        await channels.WaitAsync(cancellationToken);
        try
        {
            return await SshChannel.OpenAsync(client, script, Traffic, () => channels.Release(), cancellationToken);
        }
        catch (Exception exception) when (exception is SshException or IOException or InvalidOperationException or SocketException)
        {
            // A connection that breaks in this moment is still called connected.
            if (client.IsConnected && exception is not (SshConnectionException or IOException or SocketException))
            {
                throw HostErrors.ShellMissing(Name, "it opens no channel for a command: " + exception.Message, exception);
            }

            Lose();
            throw HostErrors.ConnectionLost(Name, exception);
        }
    }

    internal async Task ThrowIfNoShellAsync(CancellationToken cancellationToken)
    {
        if (await pulse.ShellProblem.WaitAsync(cancellationToken) is { } problem)
        {
            throw HostErrors.ShellMissing(Name, problem);
        }
    }

    /// <summary>Gives the connection up: whatever waits on it fails now, not when TCP notices.</summary>
    internal void Lose()
    {
        if (disposed == 1)
        {
            return;
        }

        // Handlers of the token are foreign code, and SSH.NET's reader must not wait for them.
        _ = Task.Run(async () =>
        {
            await lost.CancelAsync();
            client.Disconnect();
        });
    }

    // SSH.NET tells a command the end of its input only when there was some. And a command that ends before it has
    // read all must not be met by the rest: see SshInput.
    private static string WithInput(HostCommand command) => command.Input.IsEmpty
        ? "exec </dev/null\n" + command.Script
        : $"(\n{command.Script}\n)\ncode=$?; cat >/dev/null; exit $code";

    private void Close()
    {
        client.Dispose();
        route?.Dispose();
    }

    private async Task<SshResult> RunToEndAsync(
        SshChannel channel, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var output = new MemoryStream();
        var reading = channel.Output.CopyToAsync(output, cancellationToken);
        try
        {
            await channel.Input.WriteAsync(input, cancellationToken);
            await channel.Input.DisposeAsync();
        }
        catch (Exception exception) when (exception is ObjectDisposedException or IOException or SshException or SocketException)
        {
            // A command may end without having read all of its input; its exit code tells.
        }

        await reading;
        var exitCode = await channel.Exited.WaitAsync(cancellationToken);
        if (exitCode == -1 && !IsConnected)
        {
            throw HostErrors.ConnectionLost(Name);
        }

        if (exitCode != 0)
        {
            await ThrowIfNoShellAsync(cancellationToken);
        }

        return new SshResult(exitCode, output.ToArray(), channel.Error);
    }
}
