using System.Globalization;
using Npgsql;
using TelegramBotStack.Storage.Sql.Postgres;
using TelegramBotStack.Storage.Tests.Servers;

namespace TelegramBotStack.Storage.Tests;

public sealed class PostgresStorageTests(SharedServers servers) : StorageTests, IAsyncLifetime
{
    private readonly List<PostgresBackend> _open = [];
    private NpgsqlConnectionStringBuilder? _address;

    public async ValueTask InitializeAsync()
    {
        _address = await (await servers.Postgres).CreateSchemaAsync();
        _open.Add(new PostgresBackend(_address, Time));
        await _open[0].OpenAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var backend in _open)
        {
            await backend.DisposeAsync();
        }
    }

    [Fact]
    public async Task Bots_that_start_at_the_same_moment_make_one_table()
    {
        var address = await (await servers.Postgres).CreateSchemaAsync();
        _open.AddRange(Enumerable.Range(0, 6).Select(_ => new PostgresBackend(address, Time)));

        await Task.WhenAll(_open.Select(backend => backend.OpenAsync(Cancellation)));
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_a_mistake_of_the_configuration()
    {
        var address = PostgresAddress.Parse(_address!.ConnectionString + ";Database=nowhere;Password=hunter22");
        _open.Add(new PostgresBackend(address, Time));

        var exception = await Should.ThrowAsync<BotConfigurationException>(() => _open[^1].OpenAsync(Cancellation));

        exception.Code.ShouldBe("postgres-refused");
        exception.Message.ShouldContain("nowhere");
        exception.ToString().ShouldNotContain("hunter22");
    }

    private protected override IStorageBackend Backend() => _open[0];

    private protected override IStorage OpenAnother()
    {
        _open.Add(new PostgresBackend(_address!, Time));
        return new TypedStorage(_open[^1], new StorageJson([]), Time);
    }

    private protected override async Task<int> CountStoredAsync()
    {
        await using var source = NpgsqlDataSource.Create(_address!);
        await using var command = source.CreateCommand("SELECT COUNT(*) FROM botstack_storage");
        return Convert.ToInt32(await command.ExecuteScalarAsync(Cancellation), CultureInfo.InvariantCulture);
    }
}
