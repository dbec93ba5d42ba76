using Npgsql;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Storage.Sql.Postgres;

/// <summary>Reads where the database is. Its text holds a password, and is never in a message.</summary>
internal static class PostgresAddress
{
    /// <exception cref="BotConfigurationException">There is none, or it is malformed.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new BotConfigurationException(
                "postgres-missing",
                $"The bot keeps its data in PostgreSQL, and {SettingNames.Postgres} is not set. Set it, as a secret, to "
                + "Host=…;Database=…;Username=…;Password=… or postgres://user:password@host/database.");
        }

        try
        {
            var address = Read(text.Trim());
            if (string.IsNullOrEmpty(address.Host))
            {
                throw new FormatException();
            }

            address.ApplicationName ??= "TelegramBotStack";
            // Statements are few and always the same. Whoever has a proxy that cannot keep them says Max Auto Prepare=0.
            address.MaxAutoPrepare = address.ContainsKey("Max Auto Prepare") ? address.MaxAutoPrepare : 20;
            address.AutoPrepareMinUsages = 2;
            return address;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Without the exception: Npgsql's quotes what it could not read.
            throw new BotConfigurationException(
                "postgres-malformed",
                $"{SettingNames.Postgres} is no address of a PostgreSQL database. One looks like "
                + "Host=db.example.org;Database=bot;Username=bot;Password=… or postgres://bot:password@db.example.org/bot.");
        }
    }

    private static NpgsqlConnectionStringBuilder Read(string text)
        => text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
            ? FromUri(new Uri(text))
            : new NpgsqlConnectionStringBuilder(text);

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var address = new NpgsqlConnectionStringBuilder { Host = Uri.UnescapeDataString(uri.Host) };
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            address.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length == 2)
        {
            address.Password = Uri.UnescapeDataString(user[1]);
        }

        if (uri.Port > 0)
        {
            address.Port = uri.Port;
        }

        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            address.Database = Uri.UnescapeDataString(database);
        }

        foreach (var parameter in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = parameter.Split('=', 2);
            // libpq writes sslmode, Npgsql SSL Mode; and verify-full is VerifyFull.
            address[parts[0].Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? "SSL Mode" : parts[0].Replace('_', ' ')] =
                Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "").Replace("-", "", StringComparison.Ordinal);
        }

        return address;
    }
}
