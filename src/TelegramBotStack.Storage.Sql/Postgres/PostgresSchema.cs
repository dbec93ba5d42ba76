using Npgsql;

namespace TelegramBotStack.Storage.Sql.Postgres;

/// <summary>Makes the table, once, also when several bots do so at the same moment.</summary>
internal static class PostgresSchema
{
    // Any number that nobody else locks: the letters "botstack".
    private const long LockNumber = 0x626f_7473_7461_636b;

    /// <returns>The table's version; null when there is none.</returns>
    public static async Task<long?> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand(SqlSchema.ReadVersion, connection);
            await using (command.ConfigureAwait(false))
            {
                return (long?)await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
    }

    public static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            // CREATE TABLE IF NOT EXISTS alone fails when two do it at once.
            var command = new NpgsqlCommand(
                FormattableString.Invariant($"SELECT pg_advisory_xact_lock({LockNumber}); ") + SqlSchema.Create("TEXT COLLATE \"C\"", "BIGINT"),
                connection,
                transaction);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
