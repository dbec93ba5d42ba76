using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramBotStack.Storage.Files;
using TelegramBotStack.Storage.Migration;
using TelegramBotStack.Storage.Redis;
using TelegramBotStack.Storage.Sql.Postgres;
using TelegramBotStack.Storage.Sql.Sqlite;
using TelegramBotStack.Storage.Tests.Servers;

namespace TelegramBotStack.Storage.Tests;

public sealed class MigrationTests(SharedServers servers) : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<IStorageBackend> _open = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var backend in _open)
        {
            (backend as IDisposable)?.Dispose();
            if (backend is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync();
            }
        }

        _directory.Dispose();
    }

    [Theory]
    [InlineData("json", "sqlite")]
    [InlineData("sqlite", "postgres")]
    [InlineData("postgres", "redis")]
    [InlineData("redis", "json")]
    public async Task Everything_is_copied_from_one_storage_to_another_and_compared(string from, string to)
    {
        var (source, target) = (await OpenAsync(from), await OpenAsync(to));
        await FillAsync(source, 250);

        (await MigrateAsync(source, target, isDryRun: true)).ShouldBe((MigrationOutcome.Planned, 252));
        (await target.ListAsync("", null, Cancellation).AnyAsync(Cancellation)).ShouldBeFalse("a dry run writes nothing");
        (await MigrateAsync(source, target)).ShouldBe((MigrationOutcome.Migrated, 252));

        var copy = await target.ReadAsync("user/7", Cancellation);
        StorageDigest.Canonical(copy!.Json).ToArray().ShouldBe(Encoding.UTF8.GetBytes("""{"n":7.10,"t":"\u00E4 \u0000"}"""));
        var expiry = (await source.ReadAsync("session", Cancellation))!.ExpiresAt.ShouldNotBeNull();
        (await target.ReadAsync("session", Cancellation))!.ExpiresAt.ShouldBe(expiry);
        (await source.ReadAsync("user/7", Cancellation)).ShouldNotBeNull("the source keeps what it has");
        (await MigrateAsync(source, target)).ShouldBe((MigrationOutcome.AlreadyThere, 252));
    }

    [Fact]
    public async Task A_target_that_holds_something_else_is_refused_and_left_as_it_is()
    {
        var (source, target) = (await OpenAsync("json"), await OpenAsync("sqlite"));
        await FillAsync(source, 3);
        await target.WriteAsync([new StorageChange("mine", "1"u8.ToArray())], Cancellation);

        (await MigrateAsync(source, target)).ShouldBe((MigrationOutcome.NotEmpty, 1));

        (await target.ListAsync("", null, Cancellation).ToListAsync(Cancellation)).ShouldBe(["mine"]);
    }

    [Fact]
    public async Task A_migration_that_was_cut_off_goes_on_also_when_the_bot_has_run_meanwhile()
    {
        var (source, target) = (await OpenAsync("json"), await OpenAsync("sqlite"));
        await FillAsync(source, 450);
        using var cut = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(
            () => Migration(source, target).RunAsync(isDryRun: false, copied => Cut(copied >= 200, cut), cut.Token));
        await source.WriteAsync([new StorageChange("user/1", "\"new\""u8.ToArray()), new StorageChange("user/2", null)], Cancellation);

        (await MigrateAsync(source, target)).ShouldBe((MigrationOutcome.Resumed, 451));

        Encoding.UTF8.GetString((await target.ReadAsync("user/1", Cancellation))!.Json.Span).ShouldBe("\"new\"");
        (await target.ReadAsync("user/2", Cancellation)).ShouldBeNull();

        static void Cut(bool isNow, CancellationTokenSource cut)
        {
            if (isNow)
            {
                cut.Cancel();
            }
        }
    }

    private static async Task FillAsync(IStorageBackend backend, int users)
    {
        var far = DateTimeOffset.FromUnixTimeMilliseconds((TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(9)).ToUnixTimeMilliseconds());
        await backend.WriteAsync(
            [
                new StorageChange("session", "[null,true]"u8.ToArray(), far),
                new StorageChange("\U0001F600 / key", "\"\\uD83D\\uDE00\""u8.ToArray()),
                .. Enumerable.Range(0, users).Select(number => new StorageChange(
                    "user/" + number.ToString(CultureInfo.InvariantCulture),
                    Encoding.UTF8.GetBytes($$"""{"n":{{number}}.10,"t":"\u00E4 \u0000"}"""))),
            ],
            Cancellation);
    }

    private async Task<(MigrationOutcome Outcome, long Values)> MigrateAsync(IStorageBackend source, IStorageBackend target, bool isDryRun = false)
    {
        var report = await Migration(source, target).RunAsync(isDryRun, _ => { }, Cancellation);
        return (report.Outcome, report.Values);
    }

    private StorageMigration Migration(IStorageBackend source, IStorageBackend target)
        => new(source, target, _directory["marker"], TimeProvider.System);

    private async Task<IStorageBackend> OpenAsync(string name)
    {
        IStorageBackend backend = name switch
        {
            "json" => new FileBackend(_directory["json"], _directory["locks"], TimeProvider.System, new StorageFaults(), NullLogger<FileBackend>.Instance),
            "sqlite" => new SqliteBackend(_directory["storage.db"], TimeProvider.System),
            "postgres" => new PostgresBackend(await (await servers.Postgres).CreateSchemaAsync(), TimeProvider.System),
            _ => new RedisBackend(
                (await servers.Redis).CreateOptions(), new RedisKeys(Guid.NewGuid().ToString("N")), TimeProvider.System, NullLogger<RedisBackend>.Instance),
        };
        await backend.OpenAsync(Cancellation);
        _open.Add(backend);
        return backend;
    }
}
