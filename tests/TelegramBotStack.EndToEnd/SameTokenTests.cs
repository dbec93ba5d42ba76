using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class SameTokenTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task A_second_bot_with_the_token_of_the_first_is_refused_before_anything_is_changed()
    {
        var host = await sandbox.HostAsync();
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var first = new BotRepository(host, telegram);
        using var second = new BotRepository(host, telegram);
        (await first.DeployUp()).ShouldEndWith(0);

        var refused = (await second.DeployUp()).ShouldEndWith(5);

        refused.Json.GetProperty("code").GetString().ShouldBe("TBS4014");
        refused.Json.GetProperty("cause").GetString().ShouldNotBeNull().ShouldContain($"'{first.Name}'");
        (await second.Run("DeployStatus", "--json")).ShouldEndWith(0).Json.GetProperty("instances").GetArrayLength().ShouldBe(0);
        (await first.Run("DeployStatus", "--json")).ShouldEndWith(0).Json.GetProperty("isAnswering").GetBoolean().ShouldBeTrue();
        var bots = (await second.Run("DeployStatus", "--all-bots", "--json")).ShouldEndWith(0).Json.GetProperty("bots").EnumerateArray();
        bots.Single(bot => bot.GetProperty("bot").GetString() == first.Name).GetProperty("isAnswering").GetBoolean().ShouldBeTrue();
        bots.ShouldNotContain(bot => bot.GetProperty("bot").GetString() == second.Name);
        (await first.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
        (await second.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_webhook_is_found_before_anything_is_changed()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        using var client = new HttpClient();
        (await client.GetAsync(new Uri($"{telegram.BaseUrl}/bot{telegram.Token}/setWebhook?url=https://elsewhere.example/hook"), TestContext.Current.CancellationToken))
            .EnsureSuccessStatusCode();

        var refused = (await repository.DeployUp()).ShouldEndWith(5);

        refused.Json.GetProperty("code").GetString().ShouldBe("TBS4015");
        refused.Json.GetProperty("cause").GetString().ShouldNotBeNull().ShouldContain("elsewhere.example");
        (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json.GetProperty("instances").GetArrayLength().ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }
}
