using Renci.SshNet.Common;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>The Docker Engine's API through <c>docker system dial-stdio</c> in an SSH channel.</summary>
internal sealed class SshDockerStream : Stream
{
    // The first answer line says that the tool and the socket are there; errors have exit codes of their own.
    // An engine may hang up in the middle of an upload. A server ends the whole connection when data comes for a
    // channel it has closed, so the shell says so first and keeps the channel until this side has stopped sending.
    // A socket that is given is data on the first input line, which sh reads byte by byte and no further.
    private const string Dial = """
        case $sock in
        unix://*) path=${sock#unix://}
          [ -S "$path" ] || { echo "$path" >&2; exit 92; }
          [ -w "$path" ] || { echo "$path" >&2; exit 93; } ;;
        esac
        command -v docker >/dev/null 2>&1 || exit 91
        echo ready
        docker -H "$sock" system dial-stdio
        code=$?
        echo ended >&2
        cat >/dev/null
        exit $code
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
    private Task<string>? watching;

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
            stream.watching = Task.Factory.StartNew(
                stream.WatchForEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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

    // SSH.NET's stream blocks, so this has a thread of its own. Gives what docker itself had to say.
    private string WatchForEnd()
    {
        var said = new List<string>();
        try
        {
            using var errors = new StreamReader(channel.ErrorOutput);
            while (errors.ReadLine() is { } line)
            {
                if (line == "ended")
                {
                    channel.StopInput();
                }
                else
                {
                    said.Add(line);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SshException or ObjectDisposedException or InvalidOperationException)
        {
            // The channel is closed: there is no more to be said.
        }

        return string.Join(' ', said).Trim();
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
        var error = watching is null ? channel.Error.Trim() : await watching.WaitAsync(cancellationToken);
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
