using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>The Docker Engine's API through <c>docker system dial-stdio</c> in an SSH channel.</summary>
internal sealed class SshDockerStream : Stream
{
    // The first answer line says that the tool and the socket are there; errors have exit codes of their own.
    // A socket that is given is data on the first input line, which sh reads byte by byte and no further.
    private const string Dial = """
        case $sock in
        unix://*) path=${sock#unix://}
          [ -S "$path" ] || { echo "$path" >&2; exit 92; }
          [ -w "$path" ] || { echo "$path" >&2; exit 93; } ;;
        esac
        command -v docker >/dev/null 2>&1 || exit 91
        echo ready
        exec docker -H "$sock" system dial-stdio
        """;

    // Rootless Docker has its socket where only its user looks.
    private const string DialDefault = """
        sock=$DOCKER_HOST
        [ -n "$sock" ] || for path in /var/run/docker.sock "/run/user/$(id -u)/docker.sock"; do
          [ -S "$path" ] && { sock=unix://$path; break; }
        done
        [ -n "$sock" ] || sock=unix:///var/run/docker.sock

        """ + Dial;

    private const string DialGiven = "IFS= read -r path; sock=unix://$path\n" + Dial;

    private readonly SshHost host;
    private readonly SshChannel channel;
    private readonly string socket;
    private bool hasAnswered;

    private SshDockerStream(SshHost host, SshChannel channel, string socket)
    {
        this.host = host;
        this.channel = channel;
        this.socket = socket;
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static async Task<Stream> OpenAsync(SshHost host, string? socket, CancellationToken cancellationToken)
    {
        var channel = await host.OpenChannelAsync(socket is null ? DialDefault : DialGiven, cancellationToken);
        try
        {
            if (socket is not null)
            {
                await channel.Input.WriteAsync(HostScripts.Line(socket), cancellationToken);
                await channel.Input.FlushAsync(cancellationToken);
            }

            var stream = new SshDockerStream(host, channel, socket ?? "its usual socket");
            await stream.ReadReadyAsync(cancellationToken);
            return stream;
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => channel.Output.Read(buffer, offset, count);

    /// <exception cref="DeploymentException">The engine is not there.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await channel.Output.ReadAsync(buffer, cancellationToken);
        if (count == 0 && buffer.Length > 0 && (!hasAnswered || !host.IsConnected))
        {
            throw await FailureAsync(cancellationToken);
        }

        hasAnswered |= count > 0;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => channel.Input.Write(buffer, offset, count);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await channel.Input.WriteAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !host.IsConnected)
        {
            throw HostErrors.ConnectionLost(host.Name, exception);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException("Docker's end of the channel is closed.", exception);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // SSH.NET sends at once and its Flush blocks for nothing.
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => channel.Input.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Closing waits for the server, and HttpClient disposes of connections synchronously.
            _ = channel.DisposeAsync().AsTask();
        }

        base.Dispose(disposing);
    }

    private async Task ReadReadyAsync(CancellationToken cancellationToken)
    {
        var ready = "ready\n"u8.ToArray();
        var received = new byte[ready.Length];
        if (await channel.Output.ReadAtLeastAsync(received, ready.Length, throwOnEndOfStream: false, cancellationToken) < ready.Length
            || !received.AsSpan().SequenceEqual(ready))
        {
            throw await FailureAsync(cancellationToken);
        }
    }

    private async Task<DeploymentException> FailureAsync(CancellationToken cancellationToken)
    {
        if (!host.IsConnected)
        {
            return HostErrors.ConnectionLost(host.Name);
        }

        var exitCode = await channel.Exited.WaitAsync(cancellationToken);
        await host.ThrowIfNoShellAsync(cancellationToken);
        var error = channel.Error.Trim();
        return exitCode switch
        {
            91 => HostErrors.DockerMissing(host.Name),
            92 => HostErrors.DockerNotRunning(host.Name, error),
            93 => HostErrors.DockerForbidden(host.Name, error),
            _ when !host.IsConnected => HostErrors.ConnectionLost(host.Name),
            _ when error.Contains("permission denied", StringComparison.OrdinalIgnoreCase) =>
                HostErrors.DockerForbidden(host.Name, socket),
            127 => HostErrors.ShellMissing(host.Name, error),
            _ => HostErrors.DockerNotRunning(host.Name, error.Length > 0 ? $"{socket} ({error})" : socket),
        };
    }
}
