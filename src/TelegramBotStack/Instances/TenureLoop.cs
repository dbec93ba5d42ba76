using Microsoft.Extensions.Logging;
using TelegramBotStack.Health;
using TelegramBotStack.Lease;
using TelegramBotStack.Polling;
using TelegramBotStack.Status;

namespace TelegramBotStack.Instances;

/// <summary>
/// Waits for the lease, holds it for a session, lets it go when told to park, and waits again. The rehearsal runs it
/// too.
/// </summary>
internal sealed partial class TenureLoop(
    ILeaseSource leases,
    Func<ILease, ActiveSession> createSession,
    StatusBoard status,
    Liveness liveness,
    TimeProvider time,
    ILogger<TenureLoop> logger)
{
    private static readonly TimeSpan TimeForSuccessor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SuccessorInterval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private CancellationTokenSource? _letGo;

    /// <summary>Runs until cancelled.</summary>
    /// <param name="started">Called whenever the bot begins to handle updates.</param>
    /// <param name="keepWarm">Runs while the lease is waited for; it may fail, and so end everything, but not return.</param>
    /// <param name="stop">Ends it in good order.</param>
    public async Task RunAsync(Action started, Func<CancellationToken, Task> keepWarm, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
                if (await WaitForLeaseAsync(keepWarm, waiting).ConfigureAwait(false) is not { } lease)
                {
                    await YieldAsync(waiting, stop).ConfigureAwait(false);
                    continue;
                }

                // Cancelled only when the bot works: until then every moment is one that users wait.
                void Settled()
                {
                    _ = waiting.CancelAsync();
                    started();
                }

                var session = createSession(lease);
                await using (session.ConfigureAwait(false))
                {
                    await HoldAsync(session, Settled, stop).ConfigureAwait(false);
                    await waiting.CancelAsync().ConfigureAwait(false);
                    stop.ThrowIfCancellationRequested();
                    status.Enter(InstanceState.Parked);
                    if (!lease.Lost.IsCancellationRequested)
                    {
                        await WaitForSuccessorAsync(lease.Content.Epoch, stop).ConfigureAwait(false);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to end, with the lease let go.
        }
    }

    /// <summary>
    /// Lets go of the lease for another instance, or of this host's place in the wait for it. Returns false when this instance
    /// has neither.
    /// </summary>
    public bool Park()
    {
        lock (_gate)
        {
            if (_letGo is null)
            {
                return leases.Yield();
            }

            if (_letGo.IsCancellationRequested)
            {
                return false;
            }

            _letGo.Cancel();
            return true;
        }
    }

    /// <returns>Null when another instance on this data is to wait for it.</returns>
    private async Task<ILease?> WaitForLeaseAsync(Func<CancellationToken, Task> keepWarm, CancellationTokenSource waiting)
    {
        var lease = leases.AcquireAsync(waiting.Token);
        var warm = keepWarm(waiting.Token);
        if (await Task.WhenAny(lease, warm).ConfigureAwait(false) == warm && !lease.IsCompleted)
        {
            await waiting.CancelAsync().ConfigureAwait(false);
            await warm.ConfigureAwait(false);
        }

        try
        {
            return await lease.ConfigureAwait(false);
        }
        catch (LeaseYieldedException)
        {
            return null;
        }
    }

    private async Task YieldAsync(CancellationTokenSource waiting, CancellationToken stop)
    {
        await waiting.CancelAsync().ConfigureAwait(false);
        status.Enter(InstanceState.Parked);
        var epoch = leases.Read()?.Epoch;
        var since = time.GetTimestamp();
        while (time.GetElapsedTime(since) < TimeForSuccessor && !(leases.Read()?.Epoch > epoch))
        {
            await Task.Delay(SuccessorInterval, time, stop).ConfigureAwait(false);
        }
    }

    private async Task HoldAsync(ActiveSession session, Action started, CancellationToken stop)
    {
        using var letGo = CancellationTokenSource.CreateLinkedTokenSource(stop);
        liveness.Progress();
        lock (_gate)
        {
            _letGo = letGo;
        }

        try
        {
            await session.RunAsync(started, letGo.Token, stop).ConfigureAwait(false);
        }
        catch (LeaseLostException exception)
        {
            status.NoteError("lease-lost", exception.Message);
            LogLeaseLost(logger, exception.Message);
        }
        finally
        {
            lock (_gate)
            {
                _letGo = null;
            }
        }
    }

    /// <summary>
    /// Keeps off the lease until somebody else has taken it and polls. The file has no event to wait for across
    /// containers, so it is looked at; it takes a moment only.
    /// </summary>
    private async Task WaitForSuccessorAsync(long epoch, CancellationToken stop)
    {
        var since = time.GetTimestamp();
        while (time.GetElapsedTime(since) < TimeForSuccessor)
        {
            if (leases.Read() is { FirstPollAt: not null } content && content.Epoch > epoch)
            {
                return;
            }

            await Task.Delay(SuccessorInterval, time, stop).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason} This one becomes a standby.")]
    private static partial void LogLeaseLost(ILogger logger, string reason);
}
