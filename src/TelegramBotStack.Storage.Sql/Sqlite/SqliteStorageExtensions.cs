using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Configuration;
using TelegramBotStack.Storage.Sql.Sqlite;

namespace TelegramBotStack;

/// <summary>Keeps what a bot remembers in SQLite.</summary>
public static class SqliteStorageExtensions
{
    /// <summary>What the setting <c>BOTSTACK_STORAGE</c> and a migration call this storage.</summary>
    public const string StorageName = "sqlite";

    private const string DefaultFile = "storage.db";

    /// <summary>Keeps <see cref="IStorage"/> values in a SQLite database.</summary>
    /// <param name="builder">The bot that is being described.</param>
    /// <param name="file">
    /// The database's file; a relative path is below the data directory. Default: the setting <c>BOTSTACK_SQLITE</c>, else
    /// <c>storage.db</c>.
    /// </param>
    public static BotApplicationBuilder UseSqliteStorage(this BotApplicationBuilder builder, string? file = null)
        => builder.UseStorage(StorageName, services =>
        {
            var setting = services.GetRequiredService<IConfiguration>()[SettingNames.Sqlite];
            var path = !string.IsNullOrWhiteSpace(file) ? file : !string.IsNullOrWhiteSpace(setting) ? setting : DefaultFile;
            return new SqliteBackend(
                Path.GetFullPath(path, services.GetRequiredService<BotSettings>().Data.Root),
                services.GetRequiredService<TimeProvider>());
        });
}
