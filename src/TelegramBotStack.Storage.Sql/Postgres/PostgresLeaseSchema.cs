using Npgsql;

namespace TelegramBotStack.Storage.Sql.Postgres;

/// <summary>
/// Two tables with one row each: who holds the lease and until when, which changes with every renewal, and the epoch, which
/// changes with every holder. A write locks the row of the epoch, so it is either before the next holder or refused.
/// </summary>
internal static class PostgresLeaseSchema
{
    /// <summary>State of SQL of what is written in an epoch that is over; of a class that PostgreSQL does not use.</summary>
    public const string Fenced = "TBS09";

    public const string Channel = "botstack_lease";

    private const long LockNumber = 0x626f_7473_6c65_6173;

    private static readonly string Create = FormattableString.Invariant($"""
        SELECT pg_advisory_xact_lock({LockNumber});
        CREATE TABLE IF NOT EXISTS botstack_lease (one BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (one), claim TEXT NOT NULL, baton TEXT NOT NULL, until TIMESTAMPTZ NOT NULL);
        CREATE TABLE IF NOT EXISTS botstack_lease_epoch (one BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (one), epoch BIGINT NOT NULL, content TEXT NOT NULL, before TEXT NOT NULL);
        INSERT INTO botstack_lease VALUES (TRUE, '', '', 'epoch') ON CONFLICT DO NOTHING;
        INSERT INTO botstack_lease_epoch VALUES (TRUE, 0, '', '') ON CONFLICT DO NOTHING;
        CREATE OR REPLACE FUNCTION botstack_fence(own BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM 1 FROM botstack_lease_epoch WHERE epoch = own FOR SHARE;
          IF NOT FOUND THEN RAISE EXCEPTION 'another instance holds the lease' USING ERRCODE = '{Fenced}'; END IF;
        END $$;
        """);

    /// <summary>Fails with <see cref="Fenced"/> when the epoch is over; otherwise it is not over before the transaction is.</summary>
    public static NpgsqlBatchCommand Fence(long epoch)
    {
        var command = new NpgsqlBatchCommand("SELECT botstack_fence(@epoch)");
        command.Parameters.Add(PostgresParameter.Number("epoch", epoch));
        return command;
    }

    public static async Task CreateAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var command = new NpgsqlCommand(Create, connection, transaction);
                await using (command.ConfigureAwait(false))
                {
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
