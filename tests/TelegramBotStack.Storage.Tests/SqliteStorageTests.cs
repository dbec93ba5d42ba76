using System.Globalization;
using Microsoft.Data.Sqlite;
using TelegramBotStack.Storage.Sql.Sqlite;

namespace TelegramBotStack.Storage.Tests;

public sealed class SqliteStorageTests : StorageTests, IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<SqliteBackend> _open = [];

    private string Path => _directory["data/storage.db"];

    public ValueTask InitializeAsync()
    {
        _open.Add(new SqliteBackend(Path, Time));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var backend in _open)
        {
            await backend.DisposeAsync();
        }

        _directory.Dispose();
    }

    [Fact]
    public async Task A_value_outlives_the_process()
    {
        await Open().SetAsync("a", 1, Cancellation);
        await _open[0].DisposeAsync();

        (await OpenAnother().GetAsync<int>("a", Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task A_damaged_database_is_named_and_left_as_it_is()
    {
        Directory.CreateDirectory(_directory["data"]);
        await File.WriteAllTextAsync(Path, new string('x', 5000), Cancellation);

        var exception = await Should.ThrowAsync<StorageUnavailableException>(() => Open().GetAsync<int>("a", Cancellation));

        exception.Message.ShouldContain(Path);
        exception.Message.ShouldContain("backup");
        (await File.ReadAllTextAsync(Path, Cancellation)).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public async Task A_table_of_a_newer_version_is_not_touched()
    {
        await Open().SetAsync("a", 1, Cancellation);
        await ScalarAsync("INSERT INTO botstack_storage_schema VALUES (99)");

        var exception = await Should.ThrowAsync<BotConfigurationException>(() => OpenAnother().GetAsync<int>("a", Cancellation));

        exception.Code.ShouldBe("storage-newer");
    }

    [Fact]
    public async Task The_file_shrinks_when_much_has_expired()
    {
        var storage = Open();
        foreach (var number in Enumerable.Range(0, 40))
        {
            await storage.SetAsync($"large/{number}", new string('x', 50_000), TimeSpan.FromMinutes(1), Cancellation);
        }

        var before = await ScalarAsync("PRAGMA page_count");
        Time.Advance(TimeSpan.FromHours(1));
        await Backend().RemoveExpiredAsync(Cancellation);

        (await ScalarAsync("PRAGMA page_count")).ShouldBeLessThan(before / 4);
    }

    [Fact]
    public async Task Many_writes_at_once_share_the_wait_for_the_disk()
    {
        var storage = Open();
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(number => storage.SetAsync($"a/{number}", number, Cancellation)));

        (await storage.ListAsync("a/", Cancellation)).Count.ShouldBe(2000);
        (await storage.GetAsync<int>("a/1999", Cancellation)).ShouldBe(1999);
    }

    private protected override IStorageBackend Backend() => _open[0];

    private protected override IStorage OpenAnother()
    {
        _open.Add(new SqliteBackend(Path, Time));
        return new TypedStorage(_open[^1], new StorageJson([]), Time);
    }

    private protected override Task<int> CountStoredAsync() => ScalarAsync("SELECT COUNT(*) FROM botstack_storage");

    private async Task<int> ScalarAsync(string text)
    {
        await using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts are constants of this class
        command.CommandText = text;
#pragma warning restore CA2100
        return Convert.ToInt32(await command.ExecuteScalarAsync(Cancellation) ?? 0, CultureInfo.InvariantCulture);
    }
}
