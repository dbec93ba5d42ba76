using System.Text.Json;
using Microsoft.Data.Sqlite;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Backups;

/// <summary>Looks whether restored data make sense: every SQLite database is whole, every JSON file can be read.</summary>
internal static class DataCheck
{
    // SQLite's result codes: the file is damaged, or is no database though it begins like one.
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private static readonly byte[] SqliteMagic = "SQLite format 3\0"u8.ToArray();
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Checks a directory. It is changed by that: SQLite brings in what its log still holds.</summary>
    /// <returns>What is odd but may be meant so, a line each.</returns>
    /// <exception cref="DeploymentException">A database is damaged.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string directory, IReadOnlyList<BackupFile> files, CancellationToken cancellationToken)
    {
        var databases = new List<string>();
        foreach (var file in files)
        {
            if (await IsDatabaseAsync(Path.Combine(directory, file.Path), cancellationToken))
            {
                databases.Add(file.Path);
            }
        }

        // Only then, since opening a database removes the files of its log.
        var odd = new List<string>();
        foreach (var database in databases)
        {
            Tell(database, await CheckDatabaseAsync(Path.Combine(directory, database), database, cancellationToken));
        }

        foreach (var file in files.Where(file => file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            Tell(file.Path, await CheckJsonAsync(Path.Combine(directory, file.Path), cancellationToken));
        }

        return odd;

        void Tell(string path, string? problem)
        {
            if (problem is not null)
            {
                odd.Add($"{path} {problem}");
            }
        }
    }

    private static async Task<bool> IsDatabaseAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var start = new byte[SqliteMagic.Length];
        return await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken) == start.Length
            && start.AsSpan().SequenceEqual(SqliteMagic);
    }

    private static async Task<string?> CheckDatabaseAsync(string path, string shown, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadWrite };
        try
        {
            await using var database = new SqliteConnection(connection.ConnectionString);
            await database.OpenAsync(cancellationToken);
            await using var command = database.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            var result = await command.ExecuteScalarAsync(cancellationToken) as string;
            return result == "ok" ? null : throw BackupErrors.DataDamaged(shown, result ?? "no answer");
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw BackupErrors.DataDamaged(shown, error.Message);
        }
        catch (SqliteException error)
        {
            // Such as an extension that is not here: nothing is known against the data.
            return $"is a database that cannot be checked here: {error.Message}";
        }
    }

    private static async Task<string?> CheckJsonAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            using var document = await JsonDocument.ParseAsync(file, Lenient, cancellationToken);
            return null;
        }
        catch (JsonException)
        {
            return "is not JSON";
        }
    }
}
