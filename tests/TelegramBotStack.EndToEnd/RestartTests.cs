using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class RestartTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task A_restarted_bot_goes_on_answering_in_a_new_process_and_passes_verification()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        var up = (await repository.DeployUp()).ShouldEndWith(0).Json;
        var before = (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json;

        var restart = (await repository.Run("DeployRestart", "--json")).ShouldEndWith(0).Json;

        restart.GetProperty("release").GetString().ShouldBe(up.GetProperty("release").GetString());
        restart.GetProperty("gapMilliseconds").GetDouble().ShouldBeGreaterThan(0);
        var after = (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json;
        after.GetProperty("instances").GetArrayLength().ShouldBe(1);
        Started(after).ShouldBeGreaterThan(Started(before));
        var ada = telegram.CreateUser("Ada");
        await ada.Send("still there?");
        (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("still there?");
        var verified = (await repository.Run("DeployVerify", "--json")).ShouldEndWith(0).Json;
        verified.GetProperty("result").GetString().ShouldNotBeNull().ShouldContain("Telegram knows @");
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);

        var gone = (await repository.Run("DeployVerify", "--json")).ShouldEndWith(1);
        gone.Json.GetProperty("code").GetString().ShouldBe("TBS4011");
    }

    private static DateTimeOffset Started(System.Text.Json.JsonElement status) =>
        status.GetProperty("instances")[0].GetProperty("status").GetProperty("startedAt").GetDateTimeOffset();
}
