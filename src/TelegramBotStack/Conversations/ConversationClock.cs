using Microsoft.Extensions.Hosting;

namespace TelegramBotStack.Conversations;

/// <summary>Knows of the conversations before the first update is handled, and looks at them when their time has come.</summary>
internal sealed class ConversationClock(ConversationHost conversations, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await conversations.LoadAsync(cancellationToken).ConfigureAwait(false);
        _stop = new CancellationTokenSource();
        _running = RunAsync(_stop.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stop is { } stop)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.Dispose();
            _stop = null;
        }
    }

    public void Dispose() => _stop?.Dispose();

    private async Task RunAsync(CancellationToken stop)
    {
        // Not before the takeover goes on, which waits for the start only.
        await Task.Yield();
        try
        {
            while (true)
            {
                var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                conversations.DueChanged = () => changed.TrySetResult();
                await conversations.LookAtDueAsync(stop).ConfigureAwait(false);
                var sleep = conversations.NextDue - time.GetUtcNow() ?? LongestSleep;
                if (sleep > TimeSpan.Zero)
                {
                    await SleepAsync(sleep < LongestSleep ? sleep : LongestSleep, changed.Task, stop).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Another instance goes on with them.
        }
    }

    private async Task SleepAsync(TimeSpan sleep, Task changed, CancellationToken stop)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(changed, Task.Delay(sleep, time, awake.Token)).ConfigureAwait(false);
        await awake.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
    }
}
