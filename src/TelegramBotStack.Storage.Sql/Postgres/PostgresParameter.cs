using Npgsql;
using NpgsqlTypes;

namespace TelegramBotStack.Storage.Sql.Postgres;

/// <summary>Parameters of the two types that the table has.</summary>
internal static class PostgresParameter
{
    public static NpgsqlParameter Text(string name, string value) => new(name, NpgsqlDbType.Text) { Value = value };

    public static NpgsqlParameter Number(string name, long? value) => new(name, NpgsqlDbType.Bigint) { Value = (object?)value ?? DBNull.Value };
}
