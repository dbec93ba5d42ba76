using System.Globalization;
using StackExchange.Redis;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Storage.Redis;

/// <summary>Reads where Redis is. The text holds a password, and is never in a message.</summary>
internal static class RedisAddress
{
    /// <exception cref="BotConfigurationException">There is none, or it is malformed.</exception>
    public static ConfigurationOptions Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new BotConfigurationException(
                "redis-missing",
                $"The bot keeps its data in Redis, and {SettingNames.Redis} is not set. Set it, as a secret, to "
                + "host:6379,password=… or redis://user:password@host:6379/0.");
        }

        try
        {
            var options = Read(text.Trim());
            if (options.EndPoints.Count == 0)
            {
                throw new FormatException();
            }

            // A Redis that starts a moment later than the bot is waited for, by the retries.
            options.AbortOnConnectFail = false;
            options.ClientName ??= "TelegramBotStack";
            return options;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            // Without the exception: it may quote what could not be read.
            throw new BotConfigurationException(
                "redis-malformed",
                $"{SettingNames.Redis} is no address of a Redis. One looks like redis.example.org:6379,password=… or "
                + "rediss://user:password@redis.example.org:6379/0.");
        }
    }

    private static ConfigurationOptions Read(string text)
        => text.StartsWith("redis://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("rediss://", StringComparison.OrdinalIgnoreCase)
            ? FromUri(new Uri(text))
            : ConfigurationOptions.Parse(text);

    private static ConfigurationOptions FromUri(Uri uri)
    {
        var options = new ConfigurationOptions { Ssl = uri.Scheme.Equals("rediss", StringComparison.OrdinalIgnoreCase) };
        options.EndPoints.Add(uri.Host, uri.Port > 0 ? uri.Port : 6379);
        var user = uri.UserInfo.Split(':', 2);
        if (user is [{ Length: > 0 } name, _])
        {
            options.User = Uri.UnescapeDataString(name);
        }

        if (user.Length == 2)
        {
            options.Password = Uri.UnescapeDataString(user[1]);
        }

        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            options.DefaultDatabase = int.Parse(database, CultureInfo.InvariantCulture);
        }

        return options;
    }
}
