using System.Data;
using System.Text;
using Npgsql;

namespace TelegramBotStack.Storage.Sql.Postgres;

/// <summary>
/// Changes on their way into the table. The versions they write are chosen once: when the connection breaks after a
/// commit, the next try recognises by them that it has been done.
/// </summary>
internal sealed class PostgresWrite(IReadOnlyList<StorageChange> changes, long now, long? epoch = null)
{
    private const string NotExpired = "(expires_at IS NULL OR expires_at > @now)";

    // In one order everywhere, so that two batches do not wait for each other.
    private readonly Step[] _steps =
        [.. changes.OrderBy(change => change.Key, StringComparer.Ordinal).Select(change => new Step(change, StorageEntry.NewVersion()))];

    private int _tries;

    public async Task<bool> RunAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var isFirst = _tries++ == 0;
        return await WriteAsync(database, cancellationToken).ConfigureAwait(false)
            || (!isFirst && await IsDoneAsync(database, cancellationToken).ConfigureAwait(false));
    }

    private async Task<bool> WriteAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            if (_steps.Length == 1)
            {
                return await ExecuteAsync(connection, null, cancellationToken).ConfigureAwait(false);
            }

            var isolation = _steps.Any(step => step.IsConditional) ? IsolationLevel.Serializable : IsolationLevel.ReadCommitted;
            var transaction = await connection.BeginTransactionAsync(isolation, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                if (!await ExecuteAsync(connection, transaction, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }
        }
    }

    private async Task<bool> ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection, transaction);
        await using (batch.ConfigureAwait(false))
        {
            if (epoch is { } own)
            {
                // Without a transaction of its own a batch is one all the same.
                batch.BatchCommands.Add(PostgresLeaseSchema.Fence(own));
            }

            foreach (var step in _steps)
            {
                batch.BatchCommands.Add(step.ToCommand(now));
            }

            var results = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (results.ConfigureAwait(false))
            {
                while (await results.NextResultAsync(cancellationToken).ConfigureAwait(false))
                {
                    // Only the numbers of rows are of interest, and they are complete at the end.
                }
            }

            return _steps.Zip(batch.BatchCommands.Cast<NpgsqlBatchCommand>().TakeLast(_steps.Length)).All(pair => pair.First.Holds(pair.Second.Rows));
        }
    }

    private async Task<bool> IsDoneAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (Array.Find(_steps, step => step.Change.Json is not null) is not { } written)
        {
            return false;
        }

        var command = database.CreateCommand($"SELECT 1 FROM {SqlSchema.Table} WHERE key = @key AND version = @version");
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(PostgresParameter.Text("key", written.Change.Key));
            command.Parameters.Add(PostgresParameter.Number("version", written.Version));
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;
        }
    }

    private sealed record Step(StorageChange Change, long Version)
    {
        private const string Insert =
            $"INSERT INTO {SqlSchema.Table} AS old (key, value, version, expires_at) VALUES (@key, @value, @version, @expires) "
            + "ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = excluded.version, expires_at = excluded.expires_at";

        private const string Update =
            $"UPDATE {SqlSchema.Table} SET value = @value, version = @version, expires_at = @expires WHERE key = @key AND {NotExpired}";

        private const string Delete = $"DELETE FROM {SqlSchema.Table} WHERE key = @key";

        public bool IsConditional => Change.Condition != StorageCondition.None;

        public bool Holds(ulong rows) => !IsConditional || (IsAbsentDeletion ? rows == 0 : rows == 1);

        private bool IsAbsentDeletion => Change.Json is null && Change.Condition.Kind == StorageConditionKind.Absent;

        public NpgsqlBatchCommand ToCommand(long now)
        {
            var command = new NpgsqlBatchCommand(Text());
            command.Parameters.Add(PostgresParameter.Text("key", Change.Key));
            if (IsConditional)
            {
                command.Parameters.Add(PostgresParameter.Number("now", now));
            }

            if (Change.Condition.Kind == StorageConditionKind.Version)
            {
                command.Parameters.Add(PostgresParameter.Number("expected", Change.Condition.Expected));
            }

            if (Change.Json is { } json)
            {
                command.Parameters.Add(PostgresParameter.Text("value", Encoding.UTF8.GetString(json.Span)));
                command.Parameters.Add(PostgresParameter.Number("version", Version));
                command.Parameters.Add(PostgresParameter.Number("expires", Change.ExpiresAt?.ToUnixTimeMilliseconds()));
            }

            return command;
        }

        private string Text() => (Change.Json is null, Change.Condition.Kind) switch
        {
            (false, StorageConditionKind.None) => Insert,
            (false, StorageConditionKind.Absent) => Insert + " WHERE old.expires_at <= @now",
            (false, StorageConditionKind.Present) => Update,
            (false, _) => Update + " AND version = @expected",
            (true, StorageConditionKind.None) => Delete,
            (true, StorageConditionKind.Absent) => $"SELECT 1 FROM {SqlSchema.Table} WHERE key = @key AND {NotExpired}",
            (true, StorageConditionKind.Present) => $"{Delete} AND {NotExpired}",
            (true, _) => $"{Delete} AND {NotExpired} AND version = @expected",
        };
    }
}
