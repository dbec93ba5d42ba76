using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Storage;

/// <summary>
/// While this instance is the active one: finishes first what the one before left undone, then removes what has expired.
/// </summary>
internal sealed partial class StorageUpkeep(IStorageBackend backend, TimeProvider time, ILogger<StorageUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await backend.OpenAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await SweepAsync(stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next active instance goes on.
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await backend.RemoveExpiredAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // It only costs space, and the next round tries again.
            LogNotRemoved(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Values that have expired could not be removed from the storage.")]
    private static partial void LogNotRemoved(ILogger logger, Exception exception);
}
