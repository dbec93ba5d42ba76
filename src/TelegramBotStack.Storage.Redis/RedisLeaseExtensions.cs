using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Configuration;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Storage.Redis;

namespace TelegramBotStack;

/// <summary>Lets instances of a bot on several hosts stand by for each other, by a lease in Redis.</summary>
public static class RedisLeaseExtensions
{
    /// <summary>
    /// Of all instances with the same lease one is active, on whatever host; the others stand by. The lease is in the Redis of the
    /// setting <c>BOTSTACK_LEASE_REDIS</c>, or, when that is not set, in that of the storage, <c>BOTSTACK_REDIS</c>; then what is
    /// written to the storage is fenced by the lease's epoch. The bot needs a storage that all hosts share. See docs/several-instances.md.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    /// <param name="configure">Sets how long the lease lasts. Default: nothing.</param>
    /// <param name="prefix">What the keys in Redis begin with, as with <see cref="RedisStorageExtensions.UseRedisStorage"/>: the same for both.</param>
    /// <exception cref="ArgumentException">The prefix has other characters than letters, digits, <c>-</c> and <c>_</c>, or none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The lease is to last too short or too long.</exception>
    public static BotApplicationBuilder UseRedisLease(
        this BotApplicationBuilder builder, Action<SharedLeaseOptions>? configure = null, string prefix = "bot")
    {
        ArgumentNullException.ThrowIfNull(builder);
        var keys = new RedisKeys(prefix);
        var options = new SharedLeaseOptions();
        configure?.Invoke(options);
        builder.UseSharedLease(new SharedLeaseChoice(
            services => new RedisLeaseServer(RedisAddress.Parse(AddressOf(services.GetRequiredService<IConfiguration>())), keys), options));
        builder.Services.AddSingleton(new RedisLeasePlace(prefix));
        return builder;
    }

    /// <summary>What knows the epoch by which a storage is fenced; null when the lease is in another place.</summary>
    internal static LeaseGuard? GuardOf(IServiceProvider services, string prefix)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return services.GetService<RedisLeasePlace>()?.Prefix == prefix && AddressOf(configuration) == configuration[SettingNames.Redis]
            ? services.GetRequiredService<LeaseGuard>()
            : null;
    }

    private static string? AddressOf(IConfiguration configuration)
        => configuration[SettingNames.LeaseRedis] is { } address && !string.IsNullOrWhiteSpace(address) ? address : configuration[SettingNames.Redis];

    private sealed record RedisLeasePlace(string Prefix);
}
