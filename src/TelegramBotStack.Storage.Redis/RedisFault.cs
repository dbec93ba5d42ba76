using StackExchange.Redis;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Storage.Redis;

/// <summary>Says what a failure of Redis means to whoever runs the bot.</summary>
internal static class RedisFault
{
    /// <summary>Whether the same may succeed in a moment.</summary>
    public static bool IsTransient(RedisException exception) => exception switch
    {
        RedisConnectionException connection => connection.FailureType != ConnectionFailureType.AuthenticationFailure,
        // It is starting, or another node has become the primary.
        RedisServerException server => server.Message.StartsWith("LOADING", StringComparison.Ordinal)
            || server.Message.StartsWith("READONLY", StringComparison.Ordinal)
            || server.Message.StartsWith("TRYAGAIN", StringComparison.Ordinal)
            || server.Message.StartsWith("MASTERDOWN", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Where Redis is, without the password.</summary>
    public static string NameOf(ConfigurationOptions options)
        => string.Join(", ", options.EndPoints.Select(endpoint => endpoint.ToString()?.Replace("Unspecified/", "", StringComparison.Ordinal)));

    public static Exception Of(Exception exception, ConfigurationOptions options)
    {
        var name = NameOf(options);
        return exception switch
        {
            _ when IsRefusal(exception) => new BotConfigurationException(
                "redis-refused", $"Redis at {name} refuses the user or the password in {SettingNames.Redis}."),
            RedisServerException server when server.Message.StartsWith("OOM", StringComparison.Ordinal) => new StorageUnavailableException(
                $"Redis at {name} has no memory left for new values. Raise its maxmemory.", exception),
            _ => new StorageUnavailableException(
                $"Redis at {name} does not answer as it should, and was tried several times: {exception.Message}", exception),
        };
    }

    private static bool IsRefusal(Exception exception)
        => exception is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }
            || (exception is RedisServerException server
                && (server.Message.StartsWith("NOAUTH", StringComparison.Ordinal) || server.Message.StartsWith("WRONGPASS", StringComparison.Ordinal)));
}
