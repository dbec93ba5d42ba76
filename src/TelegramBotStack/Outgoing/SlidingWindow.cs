namespace TelegramBotStack.Outgoing;

/// <summary>
/// Counts messages so that no stretch of time has more than a rate allows. A message counts from when it is sent, and
/// from then on until a whole period after its answer: it reached Telegram at some time between. Not safe to share.
/// </summary>
internal sealed class SlidingWindow
{
    private readonly TimeSpan[] _freeFrom;
    private readonly TimeSpan _period;

    public SlidingWindow(OutgoingRate rate)
    {
        _period = rate.Per;
        _freeFrom = new TimeSpan[rate.Messages];
        Array.Fill(_freeFrom, TimeSpan.MinValue);
    }

    /// <summary>How long from now until so many messages may be sent; zero or less for at once.</summary>
    public TimeSpan WaitFor(int messages, TimeSpan now)
    {
        // More at once than ever allowed: they may go when nothing else has gone for a period.
        var needed = Math.Min(messages, _freeFrom.Length);
        if (needed == 1)
        {
            return SafeDifference(_freeFrom.Min(), now);
        }

        return SafeDifference(_freeFrom.Order().ElementAt(needed - 1), now);
    }

    /// <summary>Counts messages that are sent now, whether or not they may be.</summary>
    /// <returns>To be given to <see cref="Answered"/>.</returns>
    public WindowSlot Take(int messages, TimeSpan now)
    {
        var slot = new WindowSlot(TakeOne(now), null);
        if (messages > 1)
        {
            slot = slot with { Others = new int[Math.Min(messages, _freeFrom.Length) - 1] };
            for (var index = 0; index < slot.Others.Length; index++)
            {
                slot.Others[index] = TakeOne(now);
            }
        }

        return slot;
    }

    public void Answered(WindowSlot slot, TimeSpan now)
    {
        _freeFrom[slot.First] = now + _period;
        foreach (var index in slot.Others ?? [])
        {
            _freeFrom[index] = now + _period;
        }
    }

    /// <summary>True when nothing is counted any more.</summary>
    public bool IsEmpty(TimeSpan now) => _freeFrom.Max() <= now;

    private int TakeOne(TimeSpan now)
    {
        var oldest = 0;
        for (var index = 1; index < _freeFrom.Length; index++)
        {
            if (_freeFrom[index] < _freeFrom[oldest])
            {
                oldest = index;
            }
        }

        _freeFrom[oldest] = now + _period;
        return oldest;
    }

    private static TimeSpan SafeDifference(TimeSpan freeFrom, TimeSpan now)
        => freeFrom <= now ? TimeSpan.Zero : freeFrom - now;
}

/// <summary>The places of one call in a <see cref="SlidingWindow"/>.</summary>
internal readonly record struct WindowSlot(int First, int[]? Others);
