using Npgsql;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Storage.Sql.Postgres;

/// <summary>Says what a failure of PostgreSQL means to whoever runs the bot.</summary>
internal static class PostgresFault
{
    /// <summary>Whether the same may succeed in a moment.</summary>
    public static bool IsTransient(NpgsqlException exception)
        => exception.IsTransient || exception.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    public static Exception Of(NpgsqlException exception, string database) => exception.SqlState switch
    {
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
