using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class TimeZoneTests(SandboxFixture sandbox)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bot_has_the_time_zone_that_deploy_yaml_names_also_on_an_image_without_zones()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        var ada = telegram.CreateUser("Ada");
        (await repository.DeployUp()).ShouldEndWith(0);
        (await Zone()).ShouldBe("UTC 00:00, does not know America/Caracas");

        repository.Configure(edit: text => text + "time-zone: Asia/Kathmandu\n");
        (await repository.DeployUp("--dry-run")).ShouldEndWith(0).Json.GetProperty("differences").EnumerateArray()
            .Select(difference => difference.GetString()).ShouldBe(["time-zone: none → Asia/Kathmandu"]);
        (await repository.DeployUp()).ShouldEndWith(0);
        (await Zone()).ShouldBe("Asia/Kathmandu 05:45, knows America/Caracas");

        repository.Configure(edit: text => text + "time-zone: Asia/Kathmandoo\n");
        (await repository.DeployUp()).ShouldEndWith(2).Json.GetProperty("code").GetString().ShouldBe("TBS1002");
        repository.Configure();
        (await repository.Rollback()).ShouldEndWith(0);
        (await Zone()).ShouldStartWith("UTC");
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);

        async Task<string> Zone()
        {
            await ada.Send("time zone?");
            return (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text;
        }
    }
}
