using Microsoft.Extensions.Logging;
using TelegramBotStack.Inbox;
using TelegramBotStack.Lease;
using TelegramBotStack.Polling;
using TelegramBotStack.Status;

namespace TelegramBotStack.Instances;

/// <summary>
/// The time from getting the lease to letting it go. The rehearsal runs the same with scratch parts, so that none of
/// this is compiled for the first time while users wait.
/// </summary>
internal sealed partial class ActiveSession(
    ILease lease,
    IUpdateSource source,
    Func<CancellationToken, Task<UpdateInbox>> openInbox,
    ActiveServices services,
    StatusBoard status,
    TimeProvider time,
    ILogger<ActiveSession> logger) : IAsyncDisposable
{
    // Together below the 10 s in which an instance has to end.
    private static readonly TimeSpan TimeForHandlers = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan TimeToConfirm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimeForServices = TimeSpan.FromSeconds(1.5);

    // Of an instance that has lost the lease; its calls of Telegram and its writes are refused meanwhile.
    private static readonly TimeSpan TimeToGiveUp = TimeSpan.FromSeconds(3);

    private DateTimeOffset? _pollingStoppedAt;

    /// <summary>Holds the lease until told to let go, and then lets go in good order.</summary>
    /// <param name="started">Called when the bot handles updates.</param>
    /// <param name="letGo">Tells to let go.</param>
    /// <param name="stop">Tells that this instance ends, and not only lets go.</param>
    /// <exception cref="BotConfigurationException">Telegram refuses the token.</exception>
    /// <exception cref="LeaseLostException">Another instance polls, and rightly so.</exception>
    /// <exception cref="InvalidOperationException">The lease is lost, and not all that acts for it could be ended.</exception>
    public async Task RunAsync(Action started, CancellationToken letGo, CancellationToken stop)
    {
        using var stopped = letGo.UnsafeRegister(_ => _pollingStoppedAt = time.GetUtcNow(), null);
        using (lease)
        {
            using var held = CancellationTokenSource.CreateLinkedTokenSource(letGo, lease.Lost);
            if (await BeginAsync(held.Token).ConfigureAwait(false) is not { } inbox)
            {
                return;
            }

            await using (inbox.ConfigureAwait(false))
            {
                try
                {
                    await WorkAsync(inbox, started, held.Token).ConfigureAwait(false);
                    await LetGoAsync(inbox, isParked: !stop.IsCancellationRequested).ConfigureAwait(false);
                }
                catch (LeaseLostException)
                {
                    await GiveUpAsync(inbox).ConfigureAwait(false);
                    throw;
                }
            }
        }
    }

    /// <summary>Gives up what was kept for a successor's sake, once it takes updates.</summary>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <returns>The inbox; null when told to let go meanwhile.</returns>
    private async Task<UpdateInbox?> BeginAsync(CancellationToken letGo)
    {
        try
        {
            await source.BeginAsync(letGo).ConfigureAwait(false);
            var firstPollAt = time.GetUtcNow();
            lease.NoteFirstPoll(firstPollAt);
            var gap = ShowActive(firstPollAt);
            var inbox = await openInbox(letGo).ConfigureAwait(false);
            if (gap is { } milliseconds)
            {
                LogTakenOver(logger, lease.Content.Epoch, milliseconds);
            }
            else
            {
                LogActive(logger, lease.Content.Epoch);
            }

            return inbox;
        }
        catch (OperationCanceledException) when (letGo.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            await lease.ReleaseAsync(now, now).ConfigureAwait(false);
            return null;
        }
    }

    private async Task WorkAsync(UpdateInbox inbox, Action started, CancellationToken letGo)
    {
        try
        {
            await services.StartAsync(letGo).ConfigureAwait(false);
            inbox.Start();
            started();
            await source.RunAsync(inbox, letGo).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (letGo.IsCancellationRequested)
        {
            // Told to let go while starting.
        }
        catch (BotConfigurationException)
        {
            await LetGoAsync(inbox, isParked: false).ConfigureAwait(false);
            throw;
        }
    }

    private async Task LetGoAsync(UpdateInbox inbox, bool isParked)
    {
        ThrowIfLost();
        await inbox.CloseAsync(TimeForHandlers).ConfigureAwait(false);
        using (var limit = new CancellationTokenSource(TimeToConfirm, time))
        {
            await source.EndAsync(limit.Token).ConfigureAwait(false);
        }

        using (var limit = new CancellationTokenSource(TimeForServices, time))
        {
            await StopServicesAsync(limit.Token).ConfigureAwait(false);
        }

        var now = time.GetUtcNow();
        await lease.ReleaseAsync(_pollingStoppedAt ?? now, now, isParked).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends at once what acts, and keeps nothing. What cannot be ended is ended with the process, which is started again.
    /// </summary>
    private async Task GiveUpAsync(UpdateInbox inbox)
    {
        using var limit = new CancellationTokenSource(TimeToGiveUp, time);
        var ends = await Task.WhenAll(inbox.AbandonAsync(TimeToGiveUp), StopServicesAsync(limit.Token)).ConfigureAwait(false);
        if (ends.Contains(false))
        {
            throw new InvalidOperationException("The lease is lost, and not all handlers and services of the bot end when they are told to.");
        }
    }

    private void ThrowIfLost()
    {
        if (lease.Lost.IsCancellationRequested)
        {
            throw new LeaseLostException();
        }
    }

    private async Task<bool> StopServicesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.StopAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            LogServicesNotStopped(logger, exception);
            return false;
        }
        catch (Exception exception)
        {
            // Whatever the bot's own code does here, the lease has to be let go.
            LogServicesNotStopped(logger, exception);
            return true;
        }
    }

    private double? ShowActive(DateTimeOffset firstPollAt)
    {
        var predecessor = lease.Predecessor;
        double? gap = predecessor is { ReleasedAt: not null, PollingStoppedAt: { } stoppedAt }
            ? Math.Round((firstPollAt - stoppedAt).TotalMilliseconds, 1)
            : null;
        status.Change(current => current with
        {
            State = InstanceState.Active,
            Epoch = lease.Content.Epoch,
            ActiveSince = lease.Content.Since,
            GapMilliseconds = gap,
        });
        return gap;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Active: epoch {Epoch}.")]
    private static partial void LogActive(ILogger logger, long epoch);

    [LoggerMessage(Level = LogLevel.Information, Message = "Active: epoch {Epoch}, gap {Gap} ms.")]
    private static partial void LogTakenOver(ILogger logger, long epoch, double gap);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bot's services did not stop as they should.")]
    private static partial void LogServicesNotStopped(ILogger logger, Exception exception);
}
