using System.IO.Pipes;
using System.Net.Sockets;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>Where the Docker Engine of this machine listens: a unix socket, or a named pipe on Windows.</summary>
internal sealed class DockerEndpoint
{
    private const string UnixScheme = "unix://";
    private const string PipeScheme = "npipe://";

    // How long a named pipe's server may be busy with others.
    private static readonly TimeSpan PipeTimeout = TimeSpan.FromSeconds(10);

    private readonly bool isPipe;
    private readonly string path;

    private DockerEndpoint(bool isPipe, string path)
    {
        this.isPipe = isPipe;
        this.path = path;
    }

    /// <summary>The given socket, else what <c>DOCKER_HOST</c> says, else the place Docker uses on this system.</summary>
    public static DockerEndpoint Find(string? socket = null)
    {
        if (socket is not null)
        {
            return new(isPipe: false, socket);
        }

        var configured = Environment.GetEnvironmentVariable("DOCKER_HOST");
        if (configured?.StartsWith(UnixScheme, StringComparison.Ordinal) == true)
        {
            return new(isPipe: false, configured[UnixScheme.Length..]);
        }

        if (OperatingSystem.IsWindows())
        {
            var pipe = configured?.StartsWith(PipeScheme, StringComparison.Ordinal) == true
                ? configured[PipeScheme.Length..].Split('/', '\\')[^1]
                : "docker_engine";
            return new(isPipe: true, pipe);
        }

        return new(isPipe: false, DefaultSockets().FirstOrDefault(File.Exists) ?? "/var/run/docker.sock");
    }

    public async Task<Stream> OpenAsync(string hostName, CancellationToken cancellationToken)
    {
        try
        {
            return isPipe ? await OpenPipeAsync(cancellationToken) : await OpenSocketAsync(cancellationToken);
        }
        catch (Exception exception) when (
            exception is UnauthorizedAccessException or SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            throw HostErrors.DockerForbidden(hostName, path, exception);
        }
        catch (Exception exception) when (exception is SocketException or IOException or TimeoutException)
        {
            throw HostErrors.DockerNotRunning(hostName, path, exception);
        }
    }

    private static IEnumerable<string> DefaultSockets()
    {
        yield return "/var/run/docker.sock";
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        yield return Path.Combine(home, ".docker", "run", "docker.sock"); // Docker Desktop
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime)
        {
            yield return Path.Combine(runtime, "docker.sock"); // rootless Docker
        }
    }

    private async Task<Stream> OpenSocketAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Stream> OpenPipeAsync(CancellationToken cancellationToken)
    {
        var pipe = new NamedPipeClientStream(".", path, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(PipeTimeout, cancellationToken);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }
    }
}
