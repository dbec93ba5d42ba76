using System.Text.Json;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Status;

/// <summary>
/// Writes the status file at every change of state and each second. The beat runs on the thread pool on purpose: it
/// stops when the pool is starved, and so tells the truth about this process.
/// </summary>
internal sealed partial class StatusFile(string path, StatusBoard board, TimeProvider time, ILogger<StatusFile> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Lock _writing = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _beating = Task.CompletedTask;
    private bool _lastWriteFailed;
    private bool _diskWasFull;

    public DateTimeOffset LastBeat { get; private set; } = time.GetUtcNow();

    public void Start()
    {
        NotePreviousRun();
        Write();
        board.StateChanged += Write;
        _beating = BeatAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _beating.ConfigureAwait(false);
        board.StateChanged -= Write;
        _stop.Dispose();
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                Write();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The state "stopped" or "failed" has been written; nothing is to follow it.
        }
    }

    private void Write()
    {
        // Under the lock from reading to writing: an older status must not replace a newer one.
        lock (_writing)
        {
            var now = time.GetUtcNow();
            LastBeat = now;
            board.Change(status => status with { HeartbeatAt = now, MemoryBytes = Environment.WorkingSet, DataFreeBytes = FreeBytes() });
            try
            {
                WriteContent();
                _lastWriteFailed = false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (!_lastWriteFailed)
                {
                    LogNotWritten(logger, path, exception);
                }

                _lastWriteFailed = true;
            }
        }
    }

    private void WriteContent()
    {
        try
        {
            AtomicFile.Write(path, Content());
            _diskWasFull = false;
        }
        catch (IOException exception) when (IsDiskFull(exception) && File.Exists(path))
        {
            // A new file needs room; the old one has it. Who looks from outside must not take a full disk for a hung bot.
            if (!_diskWasFull)
            {
                board.NoteError("disk-full", $"The disk with the bot's data is full: {exception.Message}");
            }

            _diskWasFull = true;
            AtomicFile.WriteInPlace(path, Content());
        }
    }

    private byte[] Content() => JsonSerializer.SerializeToUtf8Bytes(board.Current, ContractJson.Default.InstanceStatus);

    private void NotePreviousRun()
    {
        try
        {
            if (File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllBytes(path), ContractJson.Default.InstanceStatus) is { } before)
            {
                var error = before.State == InstanceState.Failed ? before.LastError : null;
                board.Change(status => status with { PreviousRun = new PreviousRun(before.HeartbeatAt, before.State, error) });
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // What cannot be read tells nothing, and the first write says what is wrong with the file.
            return;
        }
    }

    private long? FreeBytes()
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

    // ENOSPC and EDQUOT on Linux, EDQUOT on macOS, ERROR_DISK_FULL on Windows.
    private static bool IsDiskFull(IOException exception) => exception.HResult is 28 or 122 or 69 or unchecked((int)0x80070070);

    [LoggerMessage(Level = LogLevel.Error, Message = "The status cannot be written to {Path}; this instance will look dead to health checks and deployments until it can.")]
    private static partial void LogNotWritten(ILogger logger, string path, Exception exception);
}
