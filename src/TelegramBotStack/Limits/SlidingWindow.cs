namespace TelegramBotStack.Limits;

/// <summary>The times of the last calls of one key; the oldest tells when there is room again.</summary>
internal sealed class SlidingWindow
{
    private readonly Queue<long> _times = new();
    private bool _hasBeenTold;

    public long LastCall { get; private set; }

    /// <summary>Counts a call if there is room for it.</summary>
    /// <returns>How long there is no room; null when the call was counted.</returns>
    public TimeSpan? TryCount(RateLimit limit, TimeProvider time)
    {
        var now = time.GetTimestamp();
        while (_times.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= limit.Per)
        {
            _times.Dequeue();
        }

        if (_times.Count >= limit.Calls)
        {
            return limit.Per - time.GetElapsedTime(_times.Peek(), now);
        }

        _times.Enqueue(now);
        LastCall = now;
        _hasBeenTold = false;
        return null;
    }

    /// <summary>True once for each time the limit is reached.</summary>
    public bool TellOnce()
    {
        var isFirst = !_hasBeenTold;
        _hasBeenTold = true;
        return isFirst;
    }
}
