using System.Text.Json;
using Npgsql;
using TelegramBotStack.Lease;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Status;

namespace TelegramBotStack.Storage.Sql.Postgres;

/// <summary>
/// A row with a time until which the lease is held, by the server's clock. Not an advisory lock: the server gives that one
/// away when the connection breaks, of which the holder learns later, and keeps it for hours when a host dies silently.
/// </summary>
internal sealed class PostgresLeaseServer : ILeaseServer
{
    private const string Look =
        """
        SELECT l.claim, l.baton, l.until <= clock_timestamp(), GREATEST(0, EXTRACT(EPOCH FROM l.until - clock_timestamp()))::DOUBLE PRECISION, e.epoch, e.content, e.before
        FROM botstack_lease l, botstack_lease_epoch e
        """;

    private const string Until = "clock_timestamp() + make_interval(secs => @seconds)";

    private readonly NpgsqlDataSource _database;
    private readonly string _place;
    private NpgsqlConnection? _listening;

    public PostgresLeaseServer(NpgsqlConnectionStringBuilder address)
    {
        var source = new NpgsqlSlimDataSourceBuilder(address.ConnectionString);
        source.EnableTransportSecurity();
        _database = source.Build();
        _place = PostgresFault.NameOf(address);
        Name = $"PostgreSQL at {_place}";
    }

    public string Name { get; }

    public Task OpenAsync(CancellationToken cancellationToken) => RunAsync(
        async cancel =>
        {
            await PostgresLeaseSchema.CreateAsync(_database, cancel).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    public Task<LeaseAnswer> TryAcquireAsync(LeaseClaim claim, CancellationToken cancellationToken) => RunAsync(
        async cancel =>
        {
            var connection = await _database.OpenConnectionAsync(cancel).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                // Without a lock first: those who wait ask often.
                var seen = await LookAsync(connection, null, cancel).ConfigureAwait(false);
                return seen.IsFreeFor(claim) ? await TakeAsync(connection, claim, cancel).ConfigureAwait(false) : seen.Answer;
            }
        },
        cancellationToken);

    public Task<bool> RenewAsync(LeaseClaim claim, long epoch, CancellationToken cancellationToken) => RunAsync(
        async cancel => await ExecuteAsync(
            _database.CreateCommand($"UPDATE botstack_lease SET until = {Until} WHERE claim = @claim"),
            command =>
            {
                command.Parameters.Add(PostgresParameter.Text("claim", claim.Id));
                command.Parameters.Add(new NpgsqlParameter<double>("seconds", claim.Duration.TotalSeconds));
            },
            cancel).ConfigureAwait(false) == 1,
        cancellationToken);

    public Task ReleaseAsync(LeaseClaim claim, LeaseContent content, LeaseReservation? reservation, CancellationToken cancellationToken) => RunAsync(
        async cancel => await ExecuteAsync(
            _database.CreateCommand($"""
                WITH released AS (UPDATE botstack_lease SET claim = '', baton = @baton, until = {Until} WHERE claim = @claim RETURNING 1),
                  told AS (UPDATE botstack_lease_epoch SET content = @content WHERE EXISTS (SELECT 1 FROM released) RETURNING 1)
                SELECT pg_notify('{PostgresLeaseSchema.Channel}', '') FROM told
                """),
            command =>
            {
                command.Parameters.Add(PostgresParameter.Text("claim", claim.Id));
                command.Parameters.Add(PostgresParameter.Text("baton", reservation?.Baton ?? ""));
                command.Parameters.Add(PostgresParameter.Text("content", Json(content)));
                command.Parameters.Add(new NpgsqlParameter<double>("seconds", reservation?.Duration.TotalSeconds ?? 0));
            },
            cancel).ConfigureAwait(false),
        cancellationToken);

    public async Task WaitForReleaseAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        try
        {
            if (_listening is null)
            {
                _listening = await _database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(new NpgsqlCommand($"LISTEN {PostgresLeaseSchema.Channel}", _listening), _ => { }, cancellationToken).ConfigureAwait(false);
                return;
            }

            await _listening.WaitAsync(longest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            await StopListeningAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopListeningAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    private static string Json(LeaseContent content) => JsonSerializer.Serialize(content, ContractJson.Default.LeaseContent);

    private static async Task<LeaseAnswer> TakeAsync(NpgsqlConnection connection, LeaseClaim claim, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var seen = await LookAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
            if (!seen.IsFreeFor(claim))
            {
                return seen.Answer;
            }

            var isOwn = seen.Claim == claim.Id;
            var epoch = isOwn ? seen.Epoch : Math.Max(seen.Epoch, claim.LastEpoch) + 1;
            var command = new NpgsqlCommand(
                $"UPDATE botstack_lease SET claim = @claim, baton = '', until = {Until}"
                + (isOwn ? "" : "; UPDATE botstack_lease_epoch SET epoch = @epoch, before = content, content = @content"),
                connection,
                transaction);
            await ExecuteAsync(
                command,
                _ =>
                {
                    command.Parameters.Add(PostgresParameter.Text("claim", claim.Id));
                    command.Parameters.Add(PostgresParameter.Text("content", Json(claim.Content)));
                    command.Parameters.Add(PostgresParameter.Number("epoch", epoch));
                    command.Parameters.Add(new NpgsqlParameter<double>("seconds", claim.Duration.TotalSeconds));
                },
                cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return new LeaseAnswer(epoch, Content(isOwn ? seen.Before : seen.Content));
        }
    }

    private static async Task<Seen> LookAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(transaction is null ? Look : Look + " FOR UPDATE OF l", connection, transaction);
        await using (command.ConfigureAwait(false))
        {
            var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                await row.ReadAsync(cancellationToken).ConfigureAwait(false);
                return new Seen(
                    row.GetString(0), row.GetString(1), row.GetBoolean(2), TimeSpan.FromSeconds(row.GetDouble(3)), row.GetInt64(4), row.GetString(5), row.GetString(6));
            }
        }
    }

    private static LeaseContent? Content(string json)
        => json.Length == 0 ? null : JsonSerializer.Deserialize(json, ContractJson.Default.LeaseContent);

    private static async Task<int> ExecuteAsync(NpgsqlCommand command, Action<NpgsqlCommand> prepare, CancellationToken cancellationToken)
    {
        await using (command.ConfigureAwait(false))
        {
            prepare(command);
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run(cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresFault.Of(exception, _place);
        }
    }

    private async Task StopListeningAsync()
    {
        if (_listening is { } connection)
        {
            _listening = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private sealed record Seen(string Claim, string Baton, bool IsOver, TimeSpan FreeIn, long Epoch, string Content, string Before)
    {
        public LeaseAnswer Answer => new(0, PostgresLeaseServer.Content(Content), FreeIn);

        public bool IsFreeFor(LeaseClaim claim)
            => IsOver || Claim == claim.Id || (Claim.Length == 0 && Baton.Length > 0 && Baton == claim.Baton);
    }
}
