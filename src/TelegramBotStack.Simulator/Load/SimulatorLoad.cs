using System.Globalization;
using TelegramBotStack.Simulator.Load;

namespace TelegramBotStack.Simulator;

/// <summary>
/// Users who keep writing numbered texts (<c>u17 m42</c>) to a bot that is expected to answer each with the same text.
/// </summary>
public sealed class SimulatorLoad : IAsyncDisposable
{
    private static readonly TimeSpan SteadyTick = TimeSpan.FromMilliseconds(1);

    private readonly SimulatedBot _bot;
    private readonly SimulatedUser[] _users;
    private readonly LoadLedger _ledger;
    private readonly CancellationTokenSource _stop;
    private readonly TaskCompletionSource _allAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _writing;
    private readonly bool _isFlood;
    private readonly long _messages;
    private long _sent;
    private bool _isDraining;
    private bool _isDisposed;

    private SimulatorLoad(SimulatedBot bot, int users, bool isFlood, long messages, Func<SimulatorLoad, Task> write)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(users, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(messages, 1);
        _bot = bot;
        _isFlood = isFlood;
        _messages = messages;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(bot.Stopping);
        _ledger = new LoadLedger(bot.Time, users);
        _users = [.. Enumerable.Range(0, users).Select(CreateUser)];
        _writing = Task.Run(() => write(this));
    }

    internal static SimulatorLoad AtRate(SimulatedBot bot, int users, double updatesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(updatesPerSecond);
        return new SimulatorLoad(bot, users, isFlood: false, long.MaxValue, load => load.WriteAsync(updatesPerSecond, load._stop.Token));
    }

    internal static SimulatorLoad Flood(SimulatedBot bot, int users, int outstanding, long messages)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outstanding, 1);
        return new SimulatorLoad(bot, users, isFlood: true, messages, load => load.BeginFlood(outstanding));
    }

    /// <summary>What has become of the messages so far.</summary>
    public LoadReport Report
    {
        get
        {
            lock (_bot.Gate)
            {
                return _ledger.Report();
            }
        }
    }

    /// <summary>Stops writing, and waits until every message is answered or the time is over.</summary>
    /// <param name="drain">How long to wait for answers that are owed, real time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<LoadReport> StopAsync(TimeSpan drain, CancellationToken cancellationToken = default)
    {
        await StopWritingAsync().ConfigureAwait(false);
        lock (_bot.Gate)
        {
            _isDraining = true;
            CompleteWhenAnswered();
        }

        try
        {
            await _allAnswered.Task.WaitAsync(drain, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The report tells what is still owed.
        }

        return Report;
    }

    /// <summary>Stops writing without waiting for answers.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            await StopWritingAsync().ConfigureAwait(false);
            _isDisposed = true;
            _stop.Dispose();
        }
    }

    private SimulatedUser CreateUser(int index)
    {
        var user = _bot.CreateUser("User " + (index + 1).ToString(CultureInfo.InvariantCulture));
        user.BotSpoke = reply =>
        {
            if (_ledger.Answer(index, reply.Text) && _isFlood)
            {
                WriteNext();
            }

            CompleteWhenAnswered();
        };
        return user;
    }

    private void CompleteWhenAnswered()
    {
        if (_isDraining && _ledger.Outstanding == 0)
        {
            _allAnswered.TrySetResult();
        }
    }

    private async Task WriteAsync(double updatesPerSecond, CancellationToken stop)
    {
        var interval = TimeSpan.FromSeconds(1 / updatesPerSecond);
        var start = _bot.Time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            // Counted from the start, so that late timers do not lower the rate.
            var due = (long)(_bot.Time.GetElapsedTime(start).TotalSeconds * updatesPerSecond) + 1;
            while (_sent < due && !stop.IsCancellationRequested)
            {
                WriteNext();
            }

            await Task.Delay(interval > SteadyTick ? interval : SteadyTick, _bot.Time, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Each answer is followed by the next message, so nothing else is to be done.</summary>
    private Task BeginFlood(int outstanding)
    {
        for (var written = 0; written < outstanding && !_stop.IsCancellationRequested; written++)
        {
            WriteNext();
        }

        return Task.CompletedTask;
    }

    private void WriteNext()
    {
        lock (_bot.Gate)
        {
            if (_sent < _messages && !_stop.IsCancellationRequested)
            {
                var index = (int)(_sent++ % _users.Length);
                var user = _users[index];
                _bot.Conversations.UserSays(user, user, _ledger.Send(index), replyTo: null);
            }
        }
    }

    private async Task StopWritingAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
    }
}
