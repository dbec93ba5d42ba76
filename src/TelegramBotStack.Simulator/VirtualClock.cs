namespace TelegramBotStack.Simulator;

/// <summary>
/// A clock for a bot's tests: it goes on as the system's does, from the moment it was given, and can be put forward. What
/// waits for a time that has then passed happens at once; what comes again and again happens once, as after the sleep of
/// a machine.
/// </summary>
/// <example><code>
/// var clock = new VirtualClock(DateTimeOffset.Parse("2026-03-01T12:00:00Z"));
/// await using var bot = await Bot.Create(telegram.Arguments, clock).StartAsync();
/// clock.Advance(TimeSpan.FromDays(30));
/// </code></example>
/// <param name="start">What it shows now. Default: the time of the system.</param>
public sealed class VirtualClock(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<VirtualTimer> _timers = [];
    private readonly long _began = System.GetTimestamp();
    private readonly DateTimeOffset _start = (start ?? System.GetUtcNow()).ToUniversalTime();
    private TimeSpan _ahead;

    /// <summary>UTC, so that a test means the same on every machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private TimeSpan Elapsed => System.GetElapsedTime(_began) + Ahead;

    private TimeSpan Ahead
    {
        get
        {
            lock (_lock)
            {
                return _ahead;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <summary>Puts the clock forward.</summary>
    /// <param name="by">How far, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        VirtualTimer[] waiting;
        lock (_lock)
        {
            _ahead += by;
            waiting = [.. _timers];
        }

        foreach (var timer in waiting)
        {
            timer.Look();
        }
    }

    /// <summary>Puts the clock forward to a moment; does nothing when that has passed.</summary>
    /// <param name="moment">The moment.</param>
    public void AdvanceTo(DateTimeOffset moment)
    {
        var by = moment - GetUtcNow();
        Advance(by > TimeSpan.Zero ? by : TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>A timer of the system that is set anew whenever the clock is put forward.</summary>
    private sealed class VirtualTimer : ITimer
    {
        // The longest that a timer of the system takes is 49 days.
        private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

        private readonly Lock _lock = new();
        private readonly VirtualClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private TimeSpan? _due;
        private TimeSpan _period;
        private bool _isDisposed;

        public VirtualTimer(VirtualClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _callback = callback;
            _state = state;
            _timer = System.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                if (_isDisposed)
                {
                    return false;
                }

                _period = period;
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.Elapsed + dueTime;
                Register();
            }

            // Time may have been put forward since, without this timer being known.
            Look();
            return true;
        }

        public void Look()
        {
            lock (_lock)
            {
                if (_isDisposed || _due is not { } due)
                {
                    return;
                }

                var wait = due - _clock.Elapsed;
                _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _isDisposed = true;
                _due = null;
                Register();
            }

            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Tick()
        {
            bool isDue;
            lock (_lock)
            {
                var now = _clock.Elapsed;
                isDue = _due <= now;
                if (isDue)
                {
                    _due = _period > TimeSpan.Zero ? now + _period : null;
                    Register();
                }
            }

            Look();
            if (isDue)
            {
                _callback(_state);
            }
        }

        private void Register()
        {
            lock (_clock._lock)
            {
                _ = _due is null ? _clock._timers.Remove(this) : _clock._timers.Add(this);
            }
        }
    }
}
