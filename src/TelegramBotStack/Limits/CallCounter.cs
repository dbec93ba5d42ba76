namespace TelegramBotStack.Limits;

/// <summary>
/// Counts the calls of one limit by key, in memory and bounded: a key whose last call is out of the window is forgotten,
/// and beyond <paramref name="maximumKeys"/> the one that called longest ago.
/// </summary>
internal sealed class CallCounter(RateLimit limit, TimeProvider time, int maximumKeys = CallCounter.MaximumKeys)
{
    private const int MaximumKeys = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, SlidingWindow> _windows = [];

    public int Keys
    {
        get
        {
            lock (_gate)
            {
                return _windows.Count;
            }
        }
    }

    public CallVerdict Count(long key)
    {
        lock (_gate)
        {
            if (!_windows.TryGetValue(key, out var window))
            {
                MakeRoom();
                _windows.Add(key, window = new SlidingWindow());
            }

            return window.TryCount(limit, time) is { } wait ? new CallVerdict(wait, window.TellOnce()) : CallVerdict.Allowed;
        }
    }

    private void MakeRoom()
    {
        if (_windows.Count < maximumKeys)
        {
            return;
        }

        var now = time.GetTimestamp();
        foreach (var (key, _) in _windows.Where(one => time.GetElapsedTime(one.Value.LastCall, now) >= limit.Per).ToArray())
        {
            _windows.Remove(key);
        }

        // A tenth at a time, so that a flood of new keys does not look through all of them each time.
        var tooMany = _windows.Count < maximumKeys ? 0 : Math.Max(1, maximumKeys / 10);
        foreach (var (key, _) in _windows.OrderBy(one => one.Value.LastCall).Take(tooMany).ToArray())
        {
            _windows.Remove(key);
        }
    }
}

/// <summary>Whether a call may be made.</summary>
/// <param name="Wait">How long to wait; zero when it may be made.</param>
/// <param name="IsFirstRefusal">True for the first call over the limit since the last that was allowed.</param>
internal readonly record struct CallVerdict(TimeSpan Wait, bool IsFirstRefusal)
{
    public static CallVerdict Allowed => default;

    public bool IsAllowed => Wait == TimeSpan.Zero;
}
