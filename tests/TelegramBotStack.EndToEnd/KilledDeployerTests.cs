using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class KilledDeployerTests(SandboxFixture sandbox, ITestOutputHelper output) : StoppedDeployerScenario(sandbox, output)
{
    [Fact]
    public Task A_deployer_killed_after_any_step_leaves_one_working_bot() => StopAfterEachStep(Deployer.StartToBeKilled, deployer => deployer.Kill());
}

public class InterruptedDeployerTests(SandboxFixture sandbox, ITestOutputHelper output) : StoppedDeployerScenario(sandbox, output)
{
    [Fact]
    public Task A_deployer_interrupted_after_any_step_leaves_one_working_bot() => StopAfterEachStep(Deployer.Start, deployer => deployer.Interrupt());
}

/// <summary>Stops a deployer after each of its steps in turn, and looks what it leaves.</summary>
public abstract class StoppedDeployerScenario(SandboxFixture sandbox, ITestOutputHelper output)
{
    private static readonly string[] Steps =
        ["Preflight", "Publish", "Upload", "Start candidate", "Wait until ready", "Hand over", "Verify", "Keep", "Watch", "Prune"];

    internal async Task StopAfterEachStep(Func<BotRepository, string[], Deployer> start, Action<Deployer> stop)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");

        var version = 1;
        foreach (var step in Steps)
        {
            repository.Configure(version: ++version);
            using (var deployer = start(repository, ["DeployUp", "--yes", "--json"]))
            {
                await deployer.Printed($"✓ {step}").WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
                stop(deployer);
                output.WriteLine($"{step}: ended with {(await deployer.Ended()).ExitCode}");
            }

            await Answers("after " + step);
            (await repository.DeployUp()).ShouldEndWith(0);
            await Answers("again after " + step);
        }

        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);

        async Task Answers(string text)
        {
            await ada.Send(text);
            (await ada.NextReply(TimeSpan.FromSeconds(30), cancellationToken)).Text.ShouldBe(text);
            await ada.ExpectNoReply(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }
}
