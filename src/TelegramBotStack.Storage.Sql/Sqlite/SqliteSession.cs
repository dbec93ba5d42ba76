using System.Text;
using Microsoft.Data.Sqlite;

namespace TelegramBotStack.Storage.Sql.Sqlite;

/// <summary>One connection with its prepared statements; used by one at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    public const int BusySeconds = 15;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _version;
    private readonly SqliteStatement _list;
    private readonly SqliteStatement _set;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _sweep;
    private readonly SqliteStatement _shrink;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollBack;

    private SqliteSession(SqliteConnection connection)
    {
        _connection = connection;
        _read = new(connection, $"SELECT value, version, expires_at FROM {SqlSchema.Table} WHERE key = $1 AND (expires_at IS NULL OR expires_at > $2)");
        _version = new(connection, $"SELECT version FROM {SqlSchema.Table} WHERE key = $1 AND (expires_at IS NULL OR expires_at > $2)");
        _list = new(
            connection,
            $"""
            SELECT key FROM {SqlSchema.Table}
            WHERE key >= $1 AND key > $2 AND (expires_at IS NULL OR expires_at > $3) ORDER BY key LIMIT $4
            """);
        _set = new(
            connection,
            $"""
            INSERT INTO {SqlSchema.Table} (key, value, version, expires_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = excluded.version, expires_at = excluded.expires_at
            """);
        _delete = new(connection, $"DELETE FROM {SqlSchema.Table} WHERE key = $1");
        _sweep = new(connection, $"DELETE FROM {SqlSchema.Table} WHERE expires_at <= $1");
        _shrink = new(connection, "PRAGMA incremental_vacuum(1000)");
        _begin = new(connection, "BEGIN IMMEDIATE");
        _commit = new(connection, "COMMIT");
        _rollBack = new(connection, "ROLLBACK");
    }

    /// <summary>Opens the database, and makes it and its table when there is none.</summary>
    /// <exception cref="BotConfigurationException">A newer version of the stack has made it.</exception>
    /// <exception cref="StorageUnavailableException">It cannot be opened.</exception>
    public static SqliteSession Create(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new SqliteSession(Connect(path, connection =>
            {
                // Before the first table, so that the space of expired values goes back to the disk.
                Run(connection, "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;");
                Run(connection, SqlSchema.Create("TEXT", "INTEGER"));
                using var command = connection.CreateCommand();
                command.CommandText = SqlSchema.ReadVersion;
                SqlSchema.Check((long)command.ExecuteScalar()!, path);
            }));
        }
        catch (SqliteException exception)
        {
            throw SqliteFault.Of(exception, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The directory of the database {path} cannot be made: {exception.Message}", exception);
        }
    }

    public static SqliteSession Open(string path) => new(Connect(path, _ => { }));

    public StorageEntry? Read(string key, long now)
    {
        using var row = _read.Query(key, now);
        return row.Read()
            ? new StorageEntry(
                Encoding.UTF8.GetBytes(row.GetString(0)),
                row.GetInt64(1),
                row.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)))
            : null;
    }

    public IReadOnlyList<string> List(string prefix, string? after, int count, long now)
    {
        var keys = new List<string>();
        using var rows = _list.Query(prefix, after ?? "", now, count);
        while (rows.Read())
        {
            keys.Add(rows.GetString(0));
        }

        return keys;
    }

    /// <summary>Makes the changes in one transaction, each group of them as a whole or not at all.</summary>
    /// <returns>For each group whether it was made.</returns>
    public IReadOnlyList<bool> Write(IEnumerable<IReadOnlyList<StorageChange>> groups, long now)
    {
        _begin.Execute();
        try
        {
            var results = groups.Select(changes => changes.Count == 0 ? Sweep(now) : Apply(changes, now)).ToList();
            _commit.Execute();
            return results;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _read, _version, _list, _set, _delete, _sweep, _shrink, _begin, _commit, _rollBack })
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private static SqliteConnection Connect(string path, Action<SqliteConnection> prepare)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = BusySeconds }.ConnectionString);
        try
        {
            connection.Open();
            // FULL: in WAL mode NORMAL would lose what was written last when the machine loses power.
            Run(connection, FormattableString.Invariant($"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA synchronous = FULL;"));
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are constants of this assembly
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private bool Apply(IReadOnlyList<StorageChange> changes, long now)
    {
        // Nobody else writes during the transaction, so what holds here holds until its end.
        if (!changes.All(change => change.Condition == StorageCondition.None || change.Condition.Holds(VersionOf(change.Key, now))))
        {
            return false;
        }

        foreach (var change in changes)
        {
            if (change.Json is { } json)
            {
                _set.Execute(
                    change.Key, Encoding.UTF8.GetString(json.Span), StorageEntry.NewVersion(), change.ExpiresAt?.ToUnixTimeMilliseconds());
            }
            else
            {
                _delete.Execute(change.Key);
            }
        }

        return true;
    }

    private void RollBack()
    {
        try
        {
            _rollBack.Execute();
        }
        catch (SqliteException)
        {
            // SQLite has done so itself, as on a full disk; what is thrown is what went wrong before.
        }
    }

    private bool Sweep(long now)
    {
        _sweep.Execute(now);
        _shrink.Execute();
        return true;
    }

    private long VersionOf(string key, long now)
    {
        using var row = _version.Query(key, now);
        return row.Read() ? row.GetInt64(0) : 0;
    }
}
