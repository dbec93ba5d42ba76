using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Configuration;
using TelegramBotStack.Storage.Sql.Postgres;

namespace TelegramBotStack;

/// <summary>Keeps what a bot remembers in PostgreSQL.</summary>
public static class PostgresStorageExtensions
{
    /// <summary>What the setting <c>BOTSTACK_STORAGE</c> and a migration call this storage.</summary>
    public const string StorageName = "postgres";

    /// <summary>
    /// Keeps <see cref="IStorage"/> values in a PostgreSQL database. Where it is says the setting <c>BOTSTACK_POSTGRES</c>,
    /// which belongs among the secrets: <c>Host=…;Database=…;Username=…;Password=…</c> or
    /// <c>postgres://user:password@host/database</c>. PostgreSQL 12 or newer, with the encoding UTF-8.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    public static BotApplicationBuilder UsePostgresStorage(this BotApplicationBuilder builder)
        => builder.UseStorage(StorageName, services => new PostgresBackend(
            PostgresAddress.Parse(services.GetRequiredService<IConfiguration>()[SettingNames.Postgres]),
            services.GetRequiredService<TimeProvider>(),
            PostgresLeaseExtensions.GuardOf(services)));
}
