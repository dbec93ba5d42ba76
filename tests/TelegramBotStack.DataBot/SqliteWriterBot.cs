using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.DataBot;

/// <summary>Writes into a SQLite database: a row, and in the same transaction how many rows there are.</summary>
internal sealed class SqliteWriterBot(IConfiguration configuration, IStorage storage) : WriterBot(configuration, storage)
{
    private SqliteConnection? _database;

    public override void Dispose()
    {
        _database?.Dispose();
        base.Dispose();
    }

    protected override async Task<long> PrepareAsync(CancellationToken cancellationToken)
    {
        _database = new SqliteConnection($"Data Source={Path.Combine(Data, "bot.db")};Pooling=False");
        await _database.OpenAsync(cancellationToken);
        Run(
            $"""
            PRAGMA journal_mode = {Configuration["DATABOT_JOURNAL"] ?? "WAL"};
            PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS entries (number INTEGER PRIMARY KEY, text TEXT);
            CREATE TABLE IF NOT EXISTS total (count INTEGER);
            CREATE TABLE IF NOT EXISTS ballast (number INTEGER PRIMARY KEY, content BLOB);
            INSERT INTO total SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM total);
            """);
        using var command = _database.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM ballast";
        for (var megabyte = (long)(command.ExecuteScalar() ?? 0L); megabyte < Megabytes; megabyte++)
        {
            Run("INSERT INTO ballast (content) VALUES (randomblob(1000000))");
        }

        Run("PRAGMA wal_checkpoint(TRUNCATE)");
        command.CommandText = "SELECT count FROM total";
        return (long)(command.ExecuteScalar() ?? 0L);
    }

    protected override Task WriteAsync(long number)
    {
        Run(
            """
            BEGIN IMMEDIATE;
            INSERT INTO entries (number, text) VALUES ($number, 'entry ' || $number);
            UPDATE total SET count = count + 1;
            COMMIT;
            """,
            number);
        return Task.CompletedTask;
    }

    private void Run(string text, long? number = null)
    {
        using var command = _database!.CreateCommand();
#pragma warning disable CA2100 // the texts are constants of this class
        command.CommandText = text;
#pragma warning restore CA2100
        if (number is { } value)
        {
            command.Parameters.AddWithValue("$number", value);
        }

        command.ExecuteNonQuery();
    }
}
