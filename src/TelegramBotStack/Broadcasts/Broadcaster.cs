using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;

namespace TelegramBotStack.Broadcasts;

/// <summary>Sends the broadcasts that are to go on, one after the other, while this instance is the active one.</summary>
internal sealed partial class Broadcaster(
    BroadcastStore store,
    BroadcastSignal signal,
    ITelegramBotClient bot,
    BroadcastSettings settings,
    ITexts texts,
    TimeProvider time,
    ILogger<Broadcaster> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var changed = signal.Changed;
                if (!await SendAsync(stoppingToken).ConfigureAwait(false))
                {
                    await changed.WaitAsync(stoppingToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next active instance goes on.
        }
    }

    /// <returns>False when there is nothing to send.</returns>
    private async Task<bool> SendAsync(CancellationToken stop)
    {
        try
        {
            var records = await store.ListAsync(stop).ConfigureAwait(false);
            if (records.FirstOrDefault(record => record.State == BroadcastState.Running) is not { } next)
            {
                return false;
            }

            var progress = new BroadcastProgress(store, bot, settings, texts, time, logger);
            var record = await new BroadcastRun(store, bot, progress, time, logger).RunAsync(next, stop).ConfigureAwait(false);
            if (record.State is BroadcastState.Done or BroadcastState.Cancelled)
            {
                await store.DeletePagesAsync(record.Id, stop).ConfigureAwait(false);
                LogEnded(logger, record.Id, record.State, record.Sent, record.Total, record.Blocked, record.Failed, record.Unknown);
            }

            signal.Change();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            LogFailed(logger, exception);
            await Task.Delay(PauseAfterFailure, time, stop).ConfigureAwait(false);
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Broadcast {Id} is {State}: sent to {Sent} of {Total}, {Blocked} have blocked the bot, {Failed} failed, {Unknown} unknown.")]
    private static partial void LogEnded(ILogger logger, long id, BroadcastState state, int sent, int total, int blocked, int failed, int unknown);

    [LoggerMessage(Level = LogLevel.Error, Message = "A broadcast was interrupted. It goes on in a moment.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

/// <summary>Tells that a broadcast has begun, ended, or goes on.</summary>
internal sealed class BroadcastSignal
{
    private TaskCompletionSource _changed = New();

    public Task Changed => Volatile.Read(ref _changed).Task;

    public void Change() => Interlocked.Exchange(ref _changed, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
