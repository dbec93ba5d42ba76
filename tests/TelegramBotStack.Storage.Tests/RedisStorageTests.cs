using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using TelegramBotStack.Storage.Redis;
using TelegramBotStack.Storage.Tests.Servers;

namespace TelegramBotStack.Storage.Tests;

public sealed class RedisStorageTests(SharedServers servers) : StorageTests, IAsyncLifetime
{
    private readonly string _prefix = Guid.NewGuid().ToString("N");
    private readonly List<RedisBackend> _open = [];
    private RedisServer? _server;

    public async ValueTask InitializeAsync()
    {
        _server = await servers.Redis;
        _open.Add(Create());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var backend in _open)
        {
            await backend.DisposeAsync();
        }
    }

    [Fact]
    public async Task Redis_itself_lets_go_of_what_expires()
    {
        await Open().SetAsync("a", 1, TimeSpan.FromHours(1), Cancellation);
        await Open().SetAsync("b", 1, TimeSpan.FromHours(1), Cancellation);
        await Open().SetAsync("b", 2, Cancellation);

        await using var connection = await ConnectionMultiplexer.ConnectAsync(_server!.CreateOptions());
        var database = connection.GetDatabase();
        (await database.KeyTimeToLiveAsync($"{{{_prefix}}}:value:a")).ShouldNotBeNull().ShouldBe(TimeSpan.FromHours(1), TimeSpan.FromMinutes(10));
        (await database.KeyTimeToLiveAsync($"{{{_prefix}}}:value:b")).ShouldBeNull();
    }

    private protected override IStorageBackend Backend() => _open[0];

    private protected override IStorage OpenAnother()
    {
        _open.Add(Create());
        return new TypedStorage(_open[^1], new StorageJson([]), Time);
    }

    private protected override async Task<int> CountStoredAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_server!.CreateOptions());
        var index = await connection.GetDatabase().SortedSetLengthAsync($"{{{_prefix}}}:keys");
        var values = connection.GetServers().Single().Keys(pattern: $"{{{_prefix}}}:value:*").Count();
        values.ShouldBe((int)index);
        return values;
    }

    private RedisBackend Create() => new(_server!.CreateOptions(), new RedisKeys(_prefix), Time, NullLogger<RedisBackend>.Instance);
}
