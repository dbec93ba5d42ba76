namespace TelegramBotStack.Storage;

/// <summary>Moments at which values are gone, in whole milliseconds, as every storage can keep them.</summary>
internal static class Expiry
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36525);

    /// <exception cref="ArgumentOutOfRangeException">It is no time to keep something.</exception>
    public static void Check(TimeSpan? expireAfter)
    {
        if (expireAfter is { } time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, Shortest, nameof(expireAfter));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, Longest, nameof(expireAfter));
        }
    }

    public static DateTimeOffset? At(TimeSpan? expireAfter, TimeProvider time)
        => expireAfter is { } after ? DateTimeOffset.FromUnixTimeMilliseconds((time.GetUtcNow() + after).ToUnixTimeMilliseconds()) : null;
}
