using Microsoft.Extensions.Logging;
using TelegramBotStack.Polling;

namespace TelegramBotStack.Lease.Shared;

/// <summary>
/// A lease that a server has given for a while, renewed as long as it is held. By the clock of this machine it ends a margin
/// before the server gives it to another, counted from when the last renewal was asked for.
/// </summary>
internal sealed partial class SharedLease : ILease
{
    private const int RenewalsPerDuration = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan TimeToRelease = TimeSpan.FromSeconds(2);

    private readonly HeldLease _local;
    private readonly ILeaseServer _server;
    private readonly LeaseClaim _claim;
    private readonly LeaseGuard _guard;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _lasts;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _renewing;
    private Asked _renewed;
    private volatile bool _isLost;

    /// <param name="local">The lock of this instance on its data directory.</param>
    /// <param name="server">What has given the lease.</param>
    /// <param name="claim">As the server knows this holder.</param>
    /// <param name="answer">The server's.</param>
    /// <param name="asked">When the server was asked.</param>
    /// <param name="guard">Is told who acts.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logger">Log.</param>
    public SharedLease(
        HeldLease local, ILeaseServer server, LeaseClaim claim, LeaseAnswer answer, Asked asked, LeaseGuard guard, TimeProvider time, ILogger logger)
    {
        _local = local;
        _server = server;
        _claim = claim;
        _guard = guard;
        _time = time;
        _logger = logger;
        _renewed = asked;
        Margin = claim.Duration / RenewalsPerDuration;
        _lasts = claim.Duration - Margin;
        Predecessor = answer.Last ?? new LeaseContent();
        Lost = _lost.Token;
        local.Adopt(answer.Epoch);
        guard.Enter(this);
        _renewing = Task.Run(RenewAsync);
    }

    /// <summary>The time between the end of this lease here and at the server.</summary>
    public TimeSpan Margin { get; }

    public LeaseContent Content => _local.Content;

    public LeaseContent Predecessor { get; }

    public CancellationToken Lost { get; }

    private TimeSpan Left => _lasts - Volatile.Read(ref _renewed).Age(_time);

    public void NoteFirstPoll(DateTimeOffset at) => _local.NoteFirstPoll(at);

    /// <summary>By the clock, so that it is right also for whoever was stopped in the midst of something.</summary>
    public bool IsStillHeld() => !_isLost && Left > TimeSpan.Zero;

    public TimeSpan Within(TimeSpan wanted)
    {
        var left = Left;
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < wanted ? TimeSpan.FromSeconds(Math.Floor(left.TotalSeconds)) : wanted;
    }

    public async ValueTask ReleaseAsync(DateTimeOffset pollingStoppedAt, DateTimeOffset releasedAt, bool isParked = false)
    {
        if (!IsStillHeld())
        {
            throw new LeaseLostException();
        }

        await EndRenewingAsync().ConfigureAwait(false);
        var baton = isParked ? Guid.NewGuid().ToString("N") : null;
        await ReleaseAtServerAsync(Content with { PollingStoppedAt = pollingStoppedAt, ReleasedAt = releasedAt }, baton).ConfigureAwait(false);
        if (baton is not null)
        {
            _local.LeaveBaton(baton);
        }

        _guard.Leave(this);
        await _local.ReleaseAsync(pollingStoppedAt, releasedAt).ConfigureAwait(false);
    }

    public void Lose(string reason)
    {
        if (!_isLost)
        {
            _isLost = true;
            LogLost(_logger, reason);
            // Whoever waits for it need not run here.
            _ = _lost.CancelAsync();
        }
    }

    public void Dispose()
    {
        // After a loss the guard goes on refusing what is left of this holder, until this instance holds a lease again.
        _over.Cancel();
        _local.Dispose();
    }

    /// <summary>Tries again for a while: a connection that was open when the server was started again fails once.</summary>
    private async Task ReleaseAtServerAsync(LeaseContent content, string? baton)
    {
        var reservation = baton is null ? null : new LeaseReservation(baton, SharedLeaseSource.TimeForSuccessor);
        using var limit = new CancellationTokenSource(TimeToRelease, _time);
        while (true)
        {
            try
            {
                await _server.ReleaseAsync(_claim, content, reservation, limit.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception exception)
            {
                await Task.Delay(Pause, _time, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (limit.IsCancellationRequested)
                {
                    // It ends by itself.
                    LogNotReleased(_logger, _server.Name, exception.Message);
                    return;
                }
            }
        }
    }

    private async Task EndRenewingAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
    }

    private async Task RenewAsync()
    {
        try
        {
            var pause = Margin;
            while (true)
            {
                await Task.Delay(Shorter(pause, Left), _time, _over.Token).ConfigureAwait(false);
                if (!IsStillHeld())
                {
                    Lose($"It could not be renewed at {_server.Name} in time.");
                    return;
                }

                pause = await TryRenewAsync().ConfigureAwait(false) ? Margin : Pause;
                if (_isLost)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // Let go.
        }
    }

    private async Task<bool> TryRenewAsync()
    {
        var asked = Asked.Now(_time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        using var timer = _time.CreateTimer(_ => limit.Cancel(), null, Shorter(Margin, Left), Timeout.InfiniteTimeSpan);
        try
        {
            if (await _server.RenewAsync(_claim, Content.Epoch, limit.Token).ConfigureAwait(false))
            {
                Volatile.Write(ref _renewed, asked);
                return true;
            }

            Lose($"{_server.Name} has given it to another instance.");
            return false;
        }
        catch (Exception exception) when (!_over.IsCancellationRequested)
        {
            LogNotRenewed(_logger, _server.Name, exception.Message, Left.TotalSeconds);
            return false;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other)
        => other < TimeSpan.Zero ? TimeSpan.Zero : one < other ? one : other;

    [LoggerMessage(Level = LogLevel.Error, Message = "The lease is lost. {Reason} This instance stops acting.")]
    private static partial void LogLost(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease could not be renewed at {Server}: {Error} It lasts for {Seconds:0.0} s more.")]
    private static partial void LogNotRenewed(ILogger logger, string server, string error, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Server} could not be told that the lease is free: {Error} Others get it when its time is over.")]
    private static partial void LogNotReleased(ILogger logger, string server, string error);
}
