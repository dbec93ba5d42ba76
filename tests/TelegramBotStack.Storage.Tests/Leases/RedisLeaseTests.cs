using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Storage.Redis;
using TelegramBotStack.Storage.Tests.Servers;

namespace TelegramBotStack.Storage.Tests.Leases;

public sealed class RedisLeaseTests(SharedServers servers) : LeaseServerTests
{
    private readonly RedisKeys _keys = new(Guid.NewGuid().ToString("N"));
    private RedisServer? _redis;
    private RedisLeaseServer? _server;

    [Fact]
    public async Task A_Redis_that_has_lost_its_memory_gives_the_lease_to_nobody_until_a_holder_would_have_given_up()
    {
        var holder = Claim("holder");
        var epoch = (await Server.TryAcquireAsync(holder, Cancellation)).Epoch;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_redis!.CreateOptions());
        await connection.GetDatabase().KeyDeleteAsync([_keys.Lease, _keys.LeaseHistory]);

        var other = Claim("other", TimeSpan.FromSeconds(2)) with { LastEpoch = epoch };
        (await Server.TryAcquireAsync(other, Cancellation)).Epoch.ShouldBe(0);
        (await Server.RenewAsync(holder, epoch, Cancellation)).ShouldBeTrue("nobody has had it meanwhile");
        (await Server.TryAcquireAsync(other, Cancellation)).Epoch.ShouldBe(0);
        (await Server.TryAcquireAsync(Claim("third"), Cancellation)).FreeIn.ShouldBeGreaterThan(TimeSpan.FromMinutes(1));
    }

    public override async ValueTask InitializeAsync()
    {
        _redis = await servers.Redis;
        _server = new RedisLeaseServer(_redis.CreateOptions(), _keys);
        await _server.OpenAsync(Cancellation);
    }

    private protected override ILeaseServer Server => _server!;

    private protected override Task<FencedStorage> CreateBackendAsync(LeaseGuard guard) => Task.FromResult(new FencedStorage(
        new RedisBackend(_redis!.CreateOptions(), _keys, TimeProvider.System, NullLogger<RedisBackend>.Instance, guard)));
}
