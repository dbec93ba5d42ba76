using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Configuration;
using TelegramBotStack.Storage.Redis;

namespace TelegramBotStack;

/// <summary>Keeps what a bot remembers in Redis.</summary>
public static class RedisStorageExtensions
{
    /// <summary>What the setting <c>BOTSTACK_STORAGE</c> and a migration call this storage.</summary>
    public const string StorageName = "redis";

    /// <summary>
    /// Keeps <see cref="IStorage"/> values in Redis 6.2 or newer, or Valkey. Where it is says the setting
    /// <c>BOTSTACK_REDIS</c>, which belongs among the secrets: <c>host:6379,password=…,ssl=true</c> or
    /// <c>rediss://user:password@host:6379/0</c>. How durable a value is, is Redis' choice: see docs/storage.md.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    /// <param name="prefix">
    /// What all keys in Redis begin with, so that several bots share one: letters, digits, <c>-</c> and <c>_</c>.
    /// </param>
    /// <exception cref="ArgumentException">The prefix has other characters, or none.</exception>
    public static BotApplicationBuilder UseRedisStorage(this BotApplicationBuilder builder, string prefix = "bot")
    {
        var keys = new RedisKeys(prefix);
        return builder.UseStorage(StorageName, services => new RedisBackend(
            RedisAddress.Parse(services.GetRequiredService<IConfiguration>()[SettingNames.Redis]),
            keys,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<RedisBackend>>(),
            RedisLeaseExtensions.GuardOf(services, prefix)));
    }
}
