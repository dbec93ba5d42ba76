using StackExchange.Redis;
using TelegramBotStack.Storage.Redis;

namespace TelegramBotStack.Storage.Tests.Servers;

/// <summary>A Redis of its own that writes each change to the disk, not reachable by network.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ServerProcess _process;

    private RedisServer(string program) => _process = new ServerProcess(
        program,
        ["--port", "0", "--unixsocket", Socket, "--dir", _directory.Path, "--appendonly", "yes", "--appendfsync", "always", "--save", ""]);

    private string Socket => _directory["redis.sock"];

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer(await RequiredProgram.FindAsync(
            "redis-server", () => File.Exists("/usr/bin/redis-server") ? "/usr/bin/redis-server" : null));
        await server.StartProcessAsync();
        return server;
    }

    public string Address => $"!{Socket},syncTimeout=5000,connectTimeout=3000";

    public ConfigurationOptions CreateOptions() => RedisAddress.Parse(Address);

    /// <summary>Kills it as the kernel would, and starts it again.</summary>
    public async Task KillAndRestartAsync()
    {
        await _process.KillAsync();
        await StartProcessAsync();
    }

    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private Task StartProcessAsync() => _process.StartAsync(async () =>
    {
        var options = CreateOptions();
        options.AbortOnConnectFail = true;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        await connection.GetDatabase().PingAsync();
    });
}
