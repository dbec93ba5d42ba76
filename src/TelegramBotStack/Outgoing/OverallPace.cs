namespace TelegramBotStack.Outgoing;

/// <summary>
/// The rate of all chats together. Bulk keeps to it; answers count, and keep to it only after Telegram has refused
/// several chats. Whoever waits goes in the order of coming, answers before bulk; each chat has one call waiting at
/// most, so that no chat crowds out others.
/// </summary>
internal sealed class OverallPace : IDisposable
{
    // There may be more answers than the rate allows for long. Bulk then still gets on, a little.
    private static readonly TimeSpan LongestBulkWait = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly SlidingWindow _window;
    private readonly bool _isAlwaysKept;
    private readonly Func<TimeSpan> _now;
    private readonly LinkedList<Waiter> _answers = [];
    private readonly LinkedList<Waiter> _bulk = [];
    private readonly ITimer _timer;
    private readonly TimeSpan _period;
    private TimeSpan _lastAnswer = TimeSpan.FromDays(-1);
    private TimeSpan _lastBulk;

    public OverallPace(OutgoingRate rate, bool isAlwaysKept, Func<TimeSpan> now, TimeProvider time)
    {
        _window = new SlidingWindow(rate);
        _period = rate.Per;
        _isAlwaysKept = isAlwaysKept;
        _now = now;
        _timer = time.CreateTimer(_ => Admit(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Counts a call that does not wait.</summary>
    public WindowSlot Pass(int messages)
    {
        lock (_gate)
        {
            _lastAnswer = _now();
            return _window.Take(messages, _lastAnswer);
        }
    }

    public async ValueTask<WindowSlot> WaitAsync(int messages, bool isBulk, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(messages, _now());
        lock (_gate)
        {
            (isBulk ? _bulk : _answers).AddLast(waiter);
        }

        Admit();
        using var cancelled = cancellationToken.UnsafeRegister(
            static (state, token) => ((Waiter)state!).Admitted.TrySetCanceled(token), waiter);
        return await waiter.Admitted.Task.ConfigureAwait(false);
    }

    public void Answered(WindowSlot slot)
    {
        lock (_gate)
        {
            _window.Answered(slot, _now());
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Admit()
    {
        lock (_gate)
        {
            var now = _now();
            while (Next(now) is { } next)
            {
                var wait = WaitOf(next, now);
                if (wait > TimeSpan.Zero)
                {
                    // A timer may be a little early by the clock that is asked here.
                    _timer.Change(wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                    return;
                }

                Admit(next, now);
            }
        }
    }

    private void Admit(LinkedListNode<Waiter> next, TimeSpan now)
    {
        if (next.List == _bulk)
        {
            _lastBulk = now;
        }
        else
        {
            _lastAnswer = now;
        }

        next.List!.Remove(next);
        if (!next.Value.Admitted.Task.IsCompleted)
        {
            next.Value.Admitted.TrySetResult(_window.Take(next.Value.Messages, now));
        }
    }

    private LinkedListNode<Waiter>? Next(TimeSpan now)
        => IsStarved(now) ? _bulk.First : _answers.First ?? _bulk.First;

    private bool IsStarved(TimeSpan now) => _bulk.First is { } first
        && now - first.Value.Since >= LongestBulkWait
        && now - _lastBulk >= LongestBulkWait
        && _lastAnswer > now - _period;

    private TimeSpan WaitOf(LinkedListNode<Waiter> next, TimeSpan now)
        => next.Value.Admitted.Task.IsCompleted || (!_isAlwaysKept && next.List == _bulk && IsStarved(now))
            ? TimeSpan.Zero
            : _window.WaitFor(next.Value.Messages, now);

    private sealed class Waiter(int messages, TimeSpan since)
    {
        public int Messages => messages;

        public TimeSpan Since => since;

        public TaskCompletionSource<WindowSlot> Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
