using System.Globalization;
using Npgsql;
using TelegramBotStack.Storage.Sql.Postgres;

namespace TelegramBotStack.Storage.Tests.Servers;

/// <summary>A PostgreSQL of its own, not reachable by network.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly ServerProcess _process;
    private int _schemas;

    private PostgresServer(TemporaryDirectory directory, ServerProcess process)
    {
        _directory = directory;
        _process = process;
    }

    public string Address => $"Host={_directory.Path};Username=postgres;Database=postgres;Timeout=5";

    public static async Task<PostgresServer> StartAsync()
    {
        var postgres = await RequiredProgram.FindAsync("postgresql", FindPostgres);
        var directory = new TemporaryDirectory();
        string[] user = [];
        if (Environment.IsPrivilegedProcess)
        {
            // PostgreSQL refuses to run as root; its package brings a user.
            await ServerProcess.RunAsync("chown", "postgres", directory.Path);
            user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"];
        }

        string[] initialise =
            [.. user, Path.Combine(Path.GetDirectoryName(postgres)!, "initdb"), "-D", directory["data"], "-U", "postgres", "-E", "UTF8", "--no-sync", "-A", "trust"];
        await ServerProcess.RunAsync(initialise[0], initialise[1..]);
        string[] run =
            [.. user, postgres, "-D", directory["data"], "-c", "listen_addresses=", "-c", $"unix_socket_directories={directory.Path}", "-c", "max_connections=120", "-c", "recovery_init_sync_method=syncfs"];
        var server = new PostgresServer(directory, new ServerProcess(run[0], run[1..]));
        await server.StartProcessAsync();
        return server;
    }

    /// <summary>Kills it as the kernel would, and starts it again.</summary>
    public async Task KillAndRestartAsync()
    {
        await _process.KillAsync();
        await StartProcessAsync();
    }

    public Task KillAsync() => _process.KillAsync();

    /// <summary>A backend with a schema of its own.</summary>
    public async Task<NpgsqlConnectionStringBuilder> CreateSchemaAsync()
    {
        var name = "test" + Interlocked.Increment(ref _schemas).ToString(CultureInfo.InvariantCulture);
        await using var source = NpgsqlDataSource.Create(Address);
        await using var command = source.CreateCommand($"CREATE SCHEMA {name}");
        await command.ExecuteNonQueryAsync();
        return PostgresAddress.Parse($"{Address};Search Path={name};Maximum Pool Size=8");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static string? FindPostgres()
        => Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin", "postgres")).Where(File.Exists).Max()
            : null;

    private Task StartProcessAsync() => _process.StartAsync(async () =>
    {
        await using var connection = new NpgsqlConnection(Address + ";Pooling=False");
        await connection.OpenAsync();
    });
}
