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
    Func<UpdateInbox> openInbox,
    ActiveServices services,
    StatusBoard status,
    TimeProvider time,
    ILogger<ActiveSession> logger) : IAsyncDisposable
{
    // Together below the 10 s in which an instance has to end.
    private static readonly TimeSpan TimeForHandlers = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan TimeToConfirm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimeForServices = TimeSpan.FromSeconds(1.5);

    private DateTimeOffset? _pollingStoppedAt;

    /// <summary>Holds the lease until told to let go, and then lets go in good order.</summary>
    /// <param name="started">Called when the bot handles updates.</param>
    /// <param name="letGo">Tells to let go.</param>
    /// <exception cref="BotConfigurationException">Telegram refuses the token.</exception>
    /// <exception cref="LeaseLostException">Another instance polls, and rightly so.</exception>
    public async Task RunAsync(Action started, CancellationToken letGo)
    {
        using var stopped = letGo.UnsafeRegister(_ => _pollingStoppedAt = time.GetUtcNow(), null);
        using (lease)
        {
            if (!await BeginAsync(letGo).ConfigureAwait(false))
            {
                return;
            }

            var firstPollAt = time.GetUtcNow();
            lease.NoteFirstPoll(firstPollAt);
            var gap = ShowActive(firstPollAt);
            var inbox = openInbox();
            await using (inbox.ConfigureAwait(false))
            {
                LogActive(logger, lease.Content.Epoch, gap);
                await WorkAsync(inbox, started, letGo).ConfigureAwait(false);
                await LetGoAsync(inbox).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives up what was kept for a successor's sake, once it takes updates.</summary>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<bool> BeginAsync(CancellationToken letGo)
    {
        try
        {
            await source.BeginAsync(letGo).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (letGo.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            lease.Release(now, now);
            return false;
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
            await LetGoAsync(inbox).ConfigureAwait(false);
            throw;
        }
    }

    private async Task LetGoAsync(UpdateInbox inbox)
    {
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
        lease.Release(_pollingStoppedAt ?? now, now);
    }

    private async Task StopServicesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.StopAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whatever the bot's own code does here, the lease has to be let go.
            LogServicesNotStopped(logger, exception);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Active: epoch {Epoch}, gap {Gap} ms.")]
    private static partial void LogActive(ILogger logger, long epoch, double? gap);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bot's services did not stop as they should.")]
    private static partial void LogServicesNotStopped(ILogger logger, Exception exception);
}
