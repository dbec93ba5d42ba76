using System.Globalization;

namespace TelegramBotStack.Storage.Sql;

/// <summary>The table that values are in, alike in all databases but for the names of types.</summary>
internal static class SqlSchema
{
    public const string Table = "botstack_storage";

    public const string ReadVersion = "SELECT MAX(version) FROM botstack_storage_schema";

    private const long Version = 1;

    /// <param name="key">Type of a key: text that is ordered by its bytes.</param>
    /// <param name="number">Type of 64-bit integers.</param>
    public static string Create(string key, string number) => string.Create(CultureInfo.InvariantCulture, $"""
        CREATE TABLE IF NOT EXISTS {Table} (key {key} NOT NULL PRIMARY KEY, value TEXT NOT NULL, version {number} NOT NULL, expires_at {number});
        CREATE INDEX IF NOT EXISTS {Table}_expires_at ON {Table} (expires_at) WHERE expires_at IS NOT NULL;
        CREATE TABLE IF NOT EXISTS botstack_storage_schema (version {number} NOT NULL PRIMARY KEY);
        INSERT INTO botstack_storage_schema SELECT {Version} WHERE NOT EXISTS (SELECT 1 FROM botstack_storage_schema);
        """);

    /// <exception cref="BotConfigurationException">This version of the stack does not know it.</exception>
    public static void Check(long version, string database)
    {
        if (version > Version)
        {
            throw new BotConfigurationException(
                "storage-newer",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The database {database} has version {version} of the storage's table; this bot knows {Version}. Use the newer version of TelegramBotStack.Storage.Sql that made it, or another database."));
        }
    }
}
