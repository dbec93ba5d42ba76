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

    public DateTimeOffset LastBeat { get; private set; } = time.GetUtcNow();

    public void Start()
    {
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
            board.Change(status => status with { HeartbeatAt = now, MemoryBytes = Environment.WorkingSet });
            try
            {
                AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(board.Current, ContractJson.Default.InstanceStatus));
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The status cannot be written to {Path}; this instance will look dead to health checks and deployments until it can.")]
    private static partial void LogNotWritten(ILogger logger, string path, Exception exception);
}
