using Microsoft.Data.Sqlite;

namespace TelegramBotStack.Storage.Sql.Sqlite;

/// <summary>Says what a failure of SQLite means to whoever runs the bot.</summary>
internal static class SqliteFault
{
    private const int Busy = 5;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static Exception Of(Exception exception, string path) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        Busy => new StorageUnavailableException(
            $"The database {path} is locked by another program for longer than {SqliteSession.BusySeconds} s. End that program.", exception),
        Corrupt or NotADatabase => new StorageUnavailableException(
            $"The database {path} is damaged ({exception.Message}). Restore a backup, or move the file away to begin with an empty one.", exception),
        Full => new IOException($"The disk is full: the database {path} cannot grow. Free space on it.", exception),
        CannotOpen => new StorageUnavailableException(
            $"The database {path} cannot be opened ({exception.Message}). Is its directory there, and may the bot's user write to it?", exception),
        _ => exception,
    };
}
