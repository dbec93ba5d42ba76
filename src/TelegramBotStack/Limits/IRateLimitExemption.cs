namespace TelegramBotStack;

/// <summary>Tells who is exempt from limits with <see cref="RateLimit.ExemptAdmins"/>. A service; without one nobody is.</summary>
public interface IRateLimitExemption
{
    /// <summary>Whether the user of this update is exempt. A failure of it is logged, and the call is let through.</summary>
    /// <param name="context">The update.</param>
    ValueTask<bool> IsExemptAsync(UpdateContext context);
}
