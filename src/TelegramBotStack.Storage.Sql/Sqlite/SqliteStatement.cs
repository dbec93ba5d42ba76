using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TelegramBotStack.Storage.Sql.Sqlite;

/// <summary>A statement that is prepared at its first use; its parameters are <c>$1</c>, <c>$2</c>, ….</summary>
internal sealed class SqliteStatement(SqliteConnection connection, string text) : IDisposable
{
    private SqliteCommand? _command;

    public SqliteDataReader Query(params object?[] values) => With(values).ExecuteReader();

    public void Execute(params object?[] values) => With(values).ExecuteNonQuery();

    public void Dispose() => _command?.Dispose();

    private SqliteCommand With(object?[] values)
    {
        _command ??= Create(values.Length);
        for (var index = 0; index < values.Length; index++)
        {
            _command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }

        return _command;
    }

    private SqliteCommand Create(int parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are constants of this assembly
        command.CommandText = text;
#pragma warning restore CA2100
        for (var number = 1; number <= parameters; number++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + number.ToString(CultureInfo.InvariantCulture) });
        }

        return command;
    }
}
