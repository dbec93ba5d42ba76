using System.Data;
using System.Text;
using Npgsql;
using Polly;
using Polly.Retry;
using TelegramBotStack.Lease.Shared;

namespace TelegramBotStack.Storage.Sql.Postgres;

/// <summary>One table in a PostgreSQL database. What fails for a moment is tried again, and never done twice.</summary>
internal sealed class PostgresBackend : IStorageBackend, IAsyncDisposable
{
    private const int PageSize = 1000;
    private const string NotExpired = "(expires_at IS NULL OR expires_at > @now)";

    private static readonly string Read = $"SELECT value, version, expires_at FROM {SqlSchema.Table} WHERE key = @key AND {NotExpired}";
    private static readonly string List =
        $"SELECT key FROM {SqlSchema.Table} WHERE key >= @prefix AND key > @after AND {NotExpired} ORDER BY key LIMIT {PageSize}";

    private readonly NpgsqlDataSource _database;
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly LeaseGuard? _guard;
    private readonly ResiliencePipeline _retry;

    /// <param name="address">Where the database is.</param>
    /// <param name="time">Clock.</param>
    /// <param name="guard">Knows the epoch of the lease in which this instance acts, if the lease is in the same place.</param>
    public PostgresBackend(NpgsqlConnectionStringBuilder address, TimeProvider time, LeaseGuard? guard = null)
    {
        _guard = guard;
        // The slim one leaves out what would need reflection.
        var source = new NpgsqlSlimDataSourceBuilder(address.ConnectionString);
        source.EnableTransportSecurity();
        _database = source.Build();
        _name = PostgresFault.NameOf(address);
        _time = time;
        _retry = new ResiliencePipelineBuilder { TimeProvider = TimeProvider.System }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(PostgresFault.IsTransient),
                MaxRetryAttempts = 6,
                Delay = TimeSpan.FromMilliseconds(50),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    public Task OpenAsync(CancellationToken cancellationToken) => RunAsync(
        async cancel =>
        {
            var connection = await _database.OpenConnectionAsync(cancel).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                if (await PostgresSchema.ReadVersionAsync(connection, cancel).ConfigureAwait(false) is not { } version)
                {
                    await PostgresSchema.CreateAsync(connection, cancel).ConfigureAwait(false);
                    version = await PostgresSchema.ReadVersionAsync(connection, cancel).ConfigureAwait(false) ?? 0;
                }

                SqlSchema.Check(version, _name);
                return true;
            }
        },
        cancellationToken);

    public async ValueTask<StorageEntry?> ReadAsync(string key, CancellationToken cancellationToken)
        => await RunAsync(
            async cancel =>
            {
                var command = _database.CreateCommand(Read);
                await using (command.ConfigureAwait(false))
                {
                    command.Parameters.Add(PostgresParameter.Text("key", key));
                    command.Parameters.Add(PostgresParameter.Number("now", Now));
                    var row = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancel).ConfigureAwait(false);
                    await using (row.ConfigureAwait(false))
                    {
                        return await row.ReadAsync(cancel).ConfigureAwait(false) ? Entry(row) : null;
                    }
                }
            },
            cancellationToken).ConfigureAwait(false);

    public Task<bool> WriteAsync(IReadOnlyList<StorageChange> changes, CancellationToken cancellationToken)
    {
        var write = new PostgresWrite(changes, Now, _guard?.Epoch);
        return RunAsync(cancel => write.RunAsync(_database, cancel), cancellationToken);
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancellationToken) => KeyPages.ListAsync(
        prefix,
        after,
        PageSize,
        behind => RunAsync(cancel => ListPageAsync(prefix, behind ?? "", cancel), cancellationToken),
        cancellationToken);

    public Task RemoveExpiredAsync(CancellationToken cancellationToken) => RunAsync(
        async cancel =>
        {
            var command = _database.CreateCommand($"DELETE FROM {SqlSchema.Table} WHERE expires_at <= @now");
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.Add(PostgresParameter.Number("now", Now));
                return await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
            }
        },
        cancellationToken);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static StorageEntry Entry(NpgsqlDataReader row) => new(
        Encoding.UTF8.GetBytes(row.GetString(0)),
        row.GetInt64(1),
        row.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)));

    private async Task<IReadOnlyList<string>> ListPageAsync(string prefix, string after, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var command = _database.CreateCommand(List);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(PostgresParameter.Text("prefix", prefix));
            command.Parameters.Add(PostgresParameter.Text("after", after));
            command.Parameters.Add(PostgresParameter.Number("now", Now));
            var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    keys.Add(rows.GetString(0));
                }
            }
        }

        return keys;
    }

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await _retry.ExecuteAsync(async cancel => await run(cancel).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresFault.Of(exception, _name);
        }
    }
}
