using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class KilledDeployerTests(SandboxFixture sandbox)
{
    public static TheoryData<string> Steps => ["Preflight", "Publish", "Upload", "Start candidate", "Wait until ready", "Hand over", "Verify", "Keep", "Prune"];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_deployer_killed_after_a_step_leaves_one_working_bot(string step) =>
        await EndAfter(step, deployer => deployer.Kill());

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_deployer_interrupted_after_a_step_leaves_one_working_bot(string step) =>
        await EndAfter(step, deployer => deployer.Interrupt());

    private async Task EndAfter(string step, Action<Deployer> end)
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");

        repository.Configure(version: 2);
        using (var deployer = Deployer.Start(repository, "DeployUp", "--yes", "--json"))
        {
            await deployer.Printed($"✓ {step}").WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            end(deployer);
            await deployer.Ended();
        }

        await ada.Send("after");
        (await ada.NextReply(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Text.ShouldBe("after");
        (await repository.DeployUp()).ShouldEndWith(0);
        await ada.Send("again");
        (await ada.NextReply(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Text.ShouldBe("again");
        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }
}
