namespace TelegramBotStack;

/// <summary>How instances of a bot on several hosts share one lease.</summary>
public sealed class SharedLeaseOptions
{
    /// <summary>The shortest <see cref="Duration"/>.</summary>
    public static readonly TimeSpan ShortestDuration = TimeSpan.FromSeconds(5);

    /// <summary>The longest <see cref="Duration"/>.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromMinutes(5);

    /// <summary>
    /// For how long the lease is held unless it is renewed, which happens five times as often: 5 s to 5 min, default 15 s. When
    /// the host of the active instance dies, users wait that long. An active instance that cannot reach the server of
    /// the lease for four fifths of it stops acting.
    /// </summary>
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(15);

    /// <exception cref="ArgumentOutOfRangeException">The duration is too short or too long.</exception>
    internal SharedLeaseOptions Checked()
        => Duration >= ShortestDuration && Duration <= LongestDuration
            ? this
            : throw new ArgumentOutOfRangeException(
                nameof(Duration), Duration, $"A lease is held for {ShortestDuration.TotalSeconds:0} s to {LongestDuration.TotalMinutes:0} min.");
}
