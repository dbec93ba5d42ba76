using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Limits;

namespace TelegramBotStack;

/// <summary>
/// Limits how often handlers may be called. A sliding window by the clock that only goes forward, in memory: no storage is
/// touched, and after a restart the counting begins anew.
/// </summary>
public static class RateLimitExtensions
{
    /// <summary>Limits the handler, each handler on its own.</summary>
    /// <param name="options">The handler's options.</param>
    /// <param name="limit">The limit.</param>
    public static HandlerOptions RateLimit(this HandlerOptions options, RateLimit limit)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(limit);
        options.Metadata.Add(limit);
        return options.Use(new RateLimiter(limit).HandleAsync);
    }

    /// <summary>Limits the handler, each handler on its own.</summary>
    /// <param name="options">The handler's options.</param>
    /// <param name="calls">How many calls, from 1 to 10,000.</param>
    /// <param name="per">In which time, from a millisecond.</param>
    /// <param name="scope">Whose calls are counted together. Default: those of one user.</param>
    /// <param name="message">What a user who is over the limit is told; <c>{0}</c> is the time to wait. Default: to try again in that time.</param>
    /// <param name="exemptAdmins">Whether the limit is not for admins. Default: it is for all.</param>
    public static HandlerOptions RateLimit(
        this HandlerOptions options,
        int calls,
        TimeSpan per,
        RateLimitScope scope = RateLimitScope.User,
        string? message = null,
        bool exemptAdmins = false)
    {
        var limit = new RateLimit(calls, per) { Scope = scope, ExemptAdmins = exemptAdmins };
        return options.RateLimit(message is null ? limit : limit with { Message = message });
    }

    /// <summary>Limits all updates that reach the bot together, whatever handler they are for. Several limits may be added.</summary>
    /// <param name="builder">The bot.</param>
    /// <param name="limit">The limit.</param>
    public static BotApplicationBuilder UseRateLimit(this BotApplicationBuilder builder, RateLimit limit)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(limit);
        if (builder.Services.FirstOrDefault(service => service.ServiceType == typeof(RateLimitModule))?.ImplementationInstance is not RateLimitModule module)
        {
            builder.Services.AddSingleton(module = new RateLimitModule());
            builder.AddModule(module);
        }

        module.Limits.Add(limit);
        return builder;
    }

    private sealed class RateLimitModule : IBotModule
    {
        public List<RateLimit> Limits { get; } = [];

        public void ConfigureHandlers(BotHandlers handlers) => Limits.ForEach(limit => handlers.Use(new RateLimiter(limit).HandleAsync));
    }
}
