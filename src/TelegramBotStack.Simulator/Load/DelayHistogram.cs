namespace TelegramBotStack.Simulator.Load;

/// <summary>Delays in buckets that are 1 % wide, so that hours of load take no more memory than seconds.</summary>
internal sealed class DelayHistogram
{
    private const double Growth = 1.01;
    private const double SmallestMilliseconds = 0.01;
    private readonly long[] _buckets = new long[2_300];
    private long _count;

    public TimeSpan Longest { get; private set; }

    /// <summary>The delay that a share of all, above 0 to 1, does not exceed; zero without any.</summary>
    public TimeSpan Percentile(double share)
    {
        var remaining = (long)Math.Ceiling(_count * share);
        for (var index = 0; index < _buckets.Length && _count > 0; index++)
        {
            remaining -= _buckets[index];
            if (remaining <= 0)
            {
                return TimeSpan.FromMilliseconds(SmallestMilliseconds * Math.Pow(Growth, index));
            }
        }

        return TimeSpan.Zero;
    }

    public void Add(TimeSpan delay)
    {
        var steps = Math.Log(Math.Max(delay.TotalMilliseconds, SmallestMilliseconds) / SmallestMilliseconds, Growth);
        _buckets[Math.Min((int)Math.Round(steps), _buckets.Length - 1)]++;
        _count++;
        Longest = delay > Longest ? delay : Longest;
    }
}
