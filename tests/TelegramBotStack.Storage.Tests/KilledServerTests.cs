using Microsoft.Extensions.Logging.Abstractions;
using TelegramBotStack.Storage.Redis;
using TelegramBotStack.Storage.Sql.Postgres;
using TelegramBotStack.Storage.Tests.Servers;

namespace TelegramBotStack.Storage.Tests;

/// <summary>The database server is killed with SIGKILL while a bot writes, and started again.</summary>
public sealed class KilledServerTests
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("BOTSTACK_SOAK") == "1" ? 20 : 3;

    private readonly Random _random = new(20261125);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostgreSQL_that_is_killed_loses_nothing_acknowledged_and_the_bot_goes_on_by_itself()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var backend = new PostgresBackend(await server.CreateSchemaAsync(), TimeProvider.System);
        await WriteWhileKilledAsync(backend, server.KillAndRestartAsync);
    }

    [Fact]
    public async Task Redis_that_is_killed_loses_nothing_acknowledged_and_the_bot_goes_on_by_itself()
    {
        await using var server = await RedisServer.StartAsync();
        await using var backend = new RedisBackend(
            server.CreateOptions(), new RedisKeys("bot"), TimeProvider.System, NullLogger<RedisBackend>.Instance);
        await WriteWhileKilledAsync(backend, server.KillAndRestartAsync);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_an_error_that_says_so_without_the_password()
    {
        using var nowhere = new TemporaryDirectory();
        await using var postgres = new PostgresBackend(
            PostgresAddress.Parse($"Host={nowhere.Path};Username=bot;Password=hunter22;Timeout=2"), TimeProvider.System);
        await using var redis = new RedisBackend(
            RedisAddress.Parse($"!{nowhere.Path}/redis.sock,password=hunter22,connectTimeout=500"),
            new RedisKeys("bot"),
            TimeProvider.System,
            NullLogger<RedisBackend>.Instance);

        foreach (var backend in new IStorageBackend[] { postgres, redis })
        {
            var exception = await Should.ThrowAsync<StorageUnavailableException>(() => backend.OpenAsync(Cancellation));

            exception.Message.ShouldContain(nowhere.Path);
            exception.Message.ShouldContain("tried several times");
            exception.ToString().ShouldNotContain("hunter22");
        }
    }

    private async Task WriteWhileKilledAsync(IStorageBackend backend, Func<Task> killAndRestart)
    {
        var storage = new TypedStorage(backend, new StorageJson([]), TimeProvider.System);
        await backend.OpenAsync(Cancellation);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var acknowledged = 0;
        var writing = Task.Run(
            async () =>
            {
                for (var number = 1; !over.IsCancellationRequested; number++)
                {
                    await RetryAsync(() => storage.WriteAsync(new StorageBatch().Set("left", number).Set("right", number)));
                    await RetryAsync(() => storage.UpdateAsync<int>("count", count => count + 1));
                    acknowledged = number;
                }
            },
            Cancellation);

        for (var kill = 0; kill < Kills; kill++)
        {
            var before = acknowledged;
            await Task.Delay(_random.Next(50, 250), Cancellation);
            await killAndRestart();
            while (acknowledged <= before + 1)
            {
                writing.IsFaulted.ShouldBeFalse(writing.Exception?.ToString());
                await Task.Delay(10, Cancellation);
            }
        }

        await over.CancelAsync();
        await writing.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        (await storage.GetAsync<int>("left", Cancellation)).ShouldBe(acknowledged);
        (await storage.GetAsync<int>("right", Cancellation)).ShouldBe(acknowledged);
        (await storage.GetAsync<int>("count", Cancellation)).ShouldBe(acknowledged, "each update counts once, also one whose answer was lost");
    }

    /// <summary>A start of the server can take longer than the storage tries on a busy machine; a bot would handle the update again.</summary>
    private static async Task RetryAsync<T>(Func<Task<T>> write)
    {
        while (true)
        {
            try
            {
                await write();
                return;
            }
            catch (StorageUnavailableException)
            {
                Cancellation.ThrowIfCancellationRequested();
            }
        }
    }
}
