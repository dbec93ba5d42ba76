using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>This machine as a host, so that a bot can be deployed to the Docker Engine beside the developer.</summary>
public sealed class LocalHost : IHost
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private readonly DockerEndpoint docker;

    /// <summary>Creates the host; nothing is opened yet.</summary>
    /// <param name="dockerSocket">
    /// Path of Docker's unix socket; null for the one of <c>DOCKER_HOST</c>, else the machine's default.
    /// </param>
    public LocalHost(string? dockerSocket = null) => docker = DockerEndpoint.Find(dockerSocket);

    /// <inheritdoc/>
    public string Name => "local";

    /// <inheritdoc/>
    public HostTraffic Traffic { get; } = new();

    /// <summary>Never cancelled: this machine cannot be lost to itself.</summary>
    public CancellationToken ConnectionLost => CancellationToken.None;

    /// <inheritdoc/>
    public async Task<HostCommandResult> RunAsync(HostCommand command, CancellationToken cancellationToken)
    {
        var timeout = command.Timeout ?? DefaultTimeout;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        var process = LocalProcess.Start(Name, command.Script, Traffic);
        await using (process)
        {
            try
            {
                return await process.RunToEndAsync(command.Input, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw HostErrors.CommandTimedOut(Name, timeout);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IHostProcess> StartAsync(HostCommand command, CancellationToken cancellationToken)
    {
        var process = LocalProcess.Start(Name, command.Script, Traffic);
        process.DrainErrors();
        try
        {
            await process.Input.WriteAsync(command.Input, cancellationToken);
            await process.Input.FlushAsync(cancellationToken);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenDockerAsync(CancellationToken cancellationToken) =>
        new TrafficStream(await docker.OpenAsync(Name, cancellationToken), new TrafficMeter(Traffic));

    /// <inheritdoc/>
    public async Task<byte[]?> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            Traffic.AddRoundTrip();
            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            Traffic.AddReceived(content.Length);
            return content;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, exception);
        }
    }

    /// <inheritdoc/>
    public async Task WriteFileAsync(
        string path, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        Traffic.AddRoundTrip();
        Traffic.AddSent(content.Length);
        try
        {
            await WriteThroughAsync(temporary, content, mode, cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, exception);
        }
        finally
        {
            DeleteIfThere(temporary);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListDirectoryAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            Traffic.AddRoundTrip();
            var names = new DirectoryInfo(path).EnumerateFileSystemInfos().Select(entry => entry.Name);
            return Task.FromResult<IReadOnlyList<string>>([.. names.Order(StringComparer.Ordinal)]);
        }
        catch (DirectoryNotFoundException)
        {
            return Task.FromResult<IReadOnlyList<string>>([]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, exception);
        }
    }

    /// <inheritdoc/>
    public Task CreateDirectoryAsync(string path, UnixFileMode mode, CancellationToken cancellationToken)
    {
        try
        {
            Traffic.AddRoundTrip();
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path, mode);
                File.SetUnixFileMode(path, mode); // the umask has been at it
            }

            return Task.CompletedTask;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, exception);
        }
    }

    /// <inheritdoc/>
    public Task DeleteFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            Traffic.AddRoundTrip();
            DeleteIfThere(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, exception);
        }

        return Task.CompletedTask;
    }

    /// <summary>Closes nothing: streams and processes belong to their callers.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void DeleteIfThere(string path)
    {
        if (Path.Exists(path))
        {
            File.Delete(path);
        }
    }

    private static async Task WriteThroughAsync(
        string path, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, mode);
        }

        await file.WriteAsync(content, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private DeploymentException Failed(string path, Exception exception)
    {
        if (exception is UnauthorizedAccessException)
        {
            return HostErrors.FileForbidden(Name, path, exception);
        }

        return IsDiskFull(exception)
            ? HostErrors.DiskFull(Name, path, FreeBytes(path), exception)
            : HostErrors.FileFailed(Name, path, exception.Message, exception);
    }

    // ENOSPC and EDQUOT on Linux, ENOSPC and EDQUOT on macOS, ERROR_DISK_FULL on Windows.
    private static bool IsDiskFull(Exception exception) =>
        exception.HResult is 28 or 122 or 69 or unchecked((int)0x80070070);

    private static long? FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
