using Npgsql;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Storage.Sql.Postgres;
using TelegramBotStack.Storage.Tests.Servers;

namespace TelegramBotStack.Storage.Tests.Leases;

public sealed class PostgresLeaseTests(SharedServers servers) : LeaseServerTests
{
    private NpgsqlConnectionStringBuilder? _address;
    private PostgresLeaseServer? _server;

    [Fact]
    public async Task Instances_that_start_at_the_same_moment_make_one_table()
    {
        var address = await (await servers.Postgres).CreateSchemaAsync();
        var all = Enumerable.Range(0, 4).Select(_ => new PostgresLeaseServer(address)).ToList();

        await Task.WhenAll(all.Select(server => server.OpenAsync(Cancellation)));

        foreach (var server in all)
        {
            await server.DisposeAsync();
        }
    }

    public override async ValueTask InitializeAsync()
    {
        _address = await (await servers.Postgres).CreateSchemaAsync();
        _server = new PostgresLeaseServer(_address);
        await _server.OpenAsync(Cancellation);
    }

    private protected override ILeaseServer Server => _server!;

    private protected override async Task<FencedStorage> CreateBackendAsync(LeaseGuard guard)
    {
        var backend = new PostgresBackend(_address!, TimeProvider.System, guard);
        await backend.OpenAsync(Cancellation);
        return new FencedStorage(backend);
    }
}
