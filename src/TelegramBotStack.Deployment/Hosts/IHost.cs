namespace TelegramBotStack.Deployment.Hosts;

/// <summary>
/// A machine that runs bots: files, a few constant commands, and its Docker Engine, all through one connection.
/// </summary>
public interface IHost : IAsyncDisposable
{
    /// <summary>How messages call the host, such as <c>deploy@203.0.113.5:22</c> or <c>local</c>.</summary>
    string Name { get; }

    /// <summary>What has been sent to and asked of the host so far.</summary>
    HostTraffic Traffic { get; }

    /// <summary>Cancelled when the connection is lost; work on the host must then be considered stopped.</summary>
    CancellationToken ConnectionLost { get; }

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="Errors.DeploymentException">The connection was lost or the command timed out.</exception>
    Task<HostCommandResult> RunAsync(HostCommand command, CancellationToken cancellationToken);

    /// <summary>Starts a command that is talked to while it runs, such as the lock.</summary>
    Task<IHostProcess> StartAsync(HostCommand command, CancellationToken cancellationToken);

    /// <summary>Opens a stream to the Docker Engine's API, such as <c>docker system dial-stdio</c> in an SSH channel.</summary>
    Task<Stream> OpenDockerAsync(CancellationToken cancellationToken);

    /// <summary>Reads a small file, or returns null when it does not exist.</summary>
    Task<byte[]?> ReadFileAsync(string path, CancellationToken cancellationToken);

    /// <summary>Replaces a small file atomically: readers see the old or the new content, never a part.</summary>
    Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken);

    /// <summary>Names of the files and directories in a directory, sorted; empty when it does not exist.</summary>
    Task<IReadOnlyList<string>> ListDirectoryAsync(string path, CancellationToken cancellationToken);

    /// <summary>Creates a directory with its parents; one that exists is left as it is.</summary>
    Task CreateDirectoryAsync(string path, UnixFileMode mode, CancellationToken cancellationToken);

    /// <summary>Deletes a file; one that does not exist is fine.</summary>
    Task DeleteFileAsync(string path, CancellationToken cancellationToken);
}
