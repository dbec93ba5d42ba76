using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class OrphanedReleaseTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task A_bad_release_whose_deployer_was_killed_gives_way_to_the_old_one_by_itself()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        var good = (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("release").GetString();

        repository.Configure("crash-after-3s", version: 2, window: "60s");
        using (var deployer = Deployer.StartToBeKilled(repository, "DeployUp", "--yes", "--json"))
        {
            await deployer.Printed("✓ Hand over").WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
            deployer.Kill();
            await deployer.Ended();
        }

        // Nobody deploys, restarts or asks anything of the host until the old one answers.
        var ada = telegram.CreateUser("Ada");
        await Task.Delay(TimeSpan.FromSeconds(4), cancellationToken);
        await ada.ShouldGetAnEcho("who is there?");
        var status = (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json;
        status.GetProperty("isAnswering").GetBoolean().ShouldBeTrue();
        status.GetProperty("active").GetProperty("id").GetString().ShouldBe(good);
        status.GetProperty("instances").EnumerateArray().Single(instance => instance.GetProperty("isRunning").GetBoolean())
            .GetProperty("release").GetString().ShouldBe(good);
        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }
}
