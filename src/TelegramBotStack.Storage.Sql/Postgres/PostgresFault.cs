using Npgsql;
using TelegramBotStack.Configuration;
using TelegramBotStack.Polling;

namespace TelegramBotStack.Storage.Sql.Postgres;

/// <summary>Says what a failure of PostgreSQL means to whoever runs the bot.</summary>
internal static class PostgresFault
{
    /// <summary>Whether the same may succeed in a moment.</summary>
    public static bool IsTransient(NpgsqlException exception)
        => exception.IsTransient || exception.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Which database it is, without the password.</summary>
    public static string NameOf(NpgsqlConnectionStringBuilder address) => $"{address.Host}:{address.Port}/{address.Database ?? address.Username}";

    public static Exception Of(NpgsqlException exception, string database) => exception.SqlState switch
    {
        PostgresLeaseSchema.Fenced => new LeaseLostException(),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new BotConfigurationException(
            "postgres-refused", $"The PostgreSQL database {database} refuses the user or the password in {SettingNames.Postgres}."),
        PostgresErrorCodes.InvalidCatalogName => new BotConfigurationException(
            "postgres-refused", $"There is no PostgreSQL database {database}. Make it, or correct {SettingNames.Postgres}."),
        PostgresErrorCodes.InsufficientPrivilege => new BotConfigurationException(
            "postgres-refused",
            $"The user in {SettingNames.Postgres} may not do this in {database}: {exception.Message}. It needs to make and change tables in its schema."),
        _ => new StorageUnavailableException(
            $"The PostgreSQL database {database} does not answer as it should, and was tried several times: {exception.Message}", exception),
    };
}
