using TelegramBotStack.Simulator;

namespace TelegramBotStack.Storage.Tests.Leases;

public class LocalStorageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("json")]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task A_bot_that_shares_a_lease_is_refused_with_a_storage_the_other_hosts_do_not_see(string storage)
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = BotApplication
            .CreateBuilder([.. telegram.Arguments, $"--BOTSTACK_STORAGE={storage}", "--BOTSTACK_LEASE_REDIS=127.0.0.1:1"])
            .UseSqliteStorage()
            .UseRedisLease()
            .Build();

        var refusal = await Should.ThrowAsync<BotConfigurationException>(() => bot.StartAsync(Cancellation));

        refusal.Code.ShouldBe("lease-storage-local");
        refusal.Message.ShouldContain($"'{storage}'");
        telegram.Calls.ShouldNotContain(call => call.Method == "getUpdates");
    }
}
