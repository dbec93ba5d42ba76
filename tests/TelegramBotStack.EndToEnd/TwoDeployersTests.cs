using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class TwoDeployersTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task Of_two_deployers_one_deploys_and_the_other_waits_or_is_told_who_does()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);

        var both = await Task.WhenAll(repository.DeployUp(), repository.DeployUp());

        both.ShouldContain(result => result.ExitCode == 0);
        foreach (var refused in both.Where(result => result.ExitCode != 0))
        {
            refused.ShouldEndWith(5);
            refused.Screen.ShouldContain("since");
        }

        var ada = telegram.CreateUser("Ada");
        await ada.Send("one of you");
        (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("one of you");
        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }
}
