namespace TelegramBotStack.Polling;

/// <summary>
/// Pauses between failed polls: none before the first repetition, since Telegram closes idle connections now and then,
/// then from 0.2 s doubling to 30 s, each shortened by up to a half at random.
/// </summary>
internal sealed class Backoff(Random random)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private int _failures;

    public void Reset() => _failures = 0;

    public TimeSpan Next()
    {
        var failure = _failures++;
        if (failure == 0)
        {
            return TimeSpan.Zero;
        }

        var pause = Math.Min(Longest.TotalSeconds, 0.2 * Math.Pow(2, Math.Min(failure - 1, 16)));
        return TimeSpan.FromSeconds(pause * (0.5 + (random.NextDouble() / 2)));
    }
}
