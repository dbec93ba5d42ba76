using TelegramBotStack.Storage.Tests.Servers;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace TelegramBotStack.Storage.Tests.Servers;

/// <summary>The servers that tests share which do not harm them; started when the first one asks.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _postgres = new(PostgresServer.StartAsync);
    private readonly Lazy<Task<RedisServer>> _redis = new(RedisServer.StartAsync);

    internal Task<PostgresServer> Postgres => _postgres.Value;

    internal Task<RedisServer> Redis => _redis.Value;

    public async ValueTask DisposeAsync()
    {
        if (_postgres.IsValueCreated && _postgres.Value.IsCompletedSuccessfully)
        {
            await (await _postgres.Value).DisposeAsync();
        }

        if (_redis.IsValueCreated && _redis.Value.IsCompletedSuccessfully)
        {
            await (await _redis.Value).DisposeAsync();
        }
    }
}
