namespace TelegramBotStack;

/// <summary>How often a handler may be called. What is over the limit does not reach it.</summary>
/// <param name="Calls">How many calls, from 1 to 10,000.</param>
/// <param name="Per">In which time, from a millisecond: any stretch of it, not from one full minute to the next.</param>
public sealed record RateLimit(int Calls, TimeSpan Per)
{
    /// <summary>How many calls, from 1 to 10,000.</summary>
    public int Calls { get; init; } = Calls is >= 1 and <= 10_000 ? Calls : throw new ArgumentOutOfRangeException(nameof(Calls), Calls, "1 to 10,000 calls.");

    /// <summary>In which time, from a millisecond.</summary>
    public TimeSpan Per { get; init; } = Per >= TimeSpan.FromMilliseconds(1) ? Per : throw new ArgumentOutOfRangeException(nameof(Per), Per, "A millisecond or more.");

    /// <summary>Whose calls are counted together. Default: those of one user.</summary>
    public RateLimitScope Scope { get; init; }

    /// <summary>
    /// What a user who is over the limit is told; <c>{0}</c> is the time to wait. Empty for nothing. Default: the text
    /// <c>limits.exceeded</c>, to try again in that time.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>Whether the limit is not for those that <see cref="IRateLimitExemption"/> names, which are the admins. Default: it is for all.</summary>
    public bool ExemptAdmins { get; init; }
}
