namespace TelegramBotStack;

/// <summary>Limits how often a handler may be called; see <see cref="RateLimit"/>.</summary>
/// <param name="calls">How many calls, from 1 to 10,000.</param>
/// <param name="perSeconds">In which time, in seconds, above 0.</param>
/// <example><code>
/// bot.Command("weather", [RateLimit(3, perSeconds: 60)] (context) => …);
/// </code></example>
public sealed class RateLimitAttribute(int calls, double perSeconds) : HandlerAttribute
{
    /// <summary>How many calls.</summary>
    public int Calls => calls;

    /// <summary>In which time, in seconds.</summary>
    public double PerSeconds => perSeconds;

    /// <summary>Whose calls are counted together. Default: those of one user.</summary>
    public RateLimitScope Scope { get; set; }

    /// <summary>What a user who is over the limit is told; <c>{0}</c> is the time to wait. Default: to try again in that time.</summary>
    public string? Message { get; set; }

    /// <summary>Whether the limit is not for admins. Default: it is for all.</summary>
    public bool ExemptAdmins { get; set; }

    /// <inheritdoc/>
    public override void Apply(HandlerOptions options)
    {
        var limit = new RateLimit(calls, TimeSpan.FromSeconds(perSeconds)) { Scope = Scope, ExemptAdmins = ExemptAdmins };
        options.RateLimit(Message is null ? limit : limit with { Message = Message });
    }
}
