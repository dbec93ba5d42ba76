using System.Text.Json;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

/// <summary>A bot that keeps no contract: no lease, no status file, and it exits when another one polls.</summary>
public class StopFirstTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    [Fact]
    public async Task A_bot_that_exits_on_409_is_deployed_stop_first_and_a_broken_one_is_taken_back()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        Configure(repository, version: 1);
        (await repository.DeployUp()).ShouldEndWith(0).Json.TryGetProperty("gapMilliseconds", out _).ShouldBeTrue();
        var ada = telegram.CreateUser("Ada");
        await ada.ShouldGetAnEcho("first");

        Configure(repository, version: 2);
        var plan = (await repository.DeployUp("--dry-run")).ShouldEndWith(0);
        plan.Screen.ShouldContain("deploy.yaml says so under handover");
        var changed = (await repository.DeployUp()).ShouldEndWith(0);
        output.WriteLine(changed.Screen);
        changed.Json.GetProperty("isStopFirst").GetBoolean().ShouldBeTrue();
        changed.GapMilliseconds.ShouldBeInRange(1, 30_000);
        changed.Screen.ShouldContain("stop-first, without a bot for");
        await ada.ShouldGetAnEcho("second");

        Configure(repository, version: 3, behaviour: "foreign-broken", window: "20s");
        var failed = (await repository.DeployUp()).ShouldEndWith(3);
        failed.Json.GetProperty("code").GetString().ShouldBe("TBS4003");
        failed.Screen.ShouldContain("foreign bot gives up");
        await ada.ShouldGetAnEcho("still there");

        Configure(repository, version: 2);
        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("changed").GetBoolean().ShouldBeFalse();
        var status = (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0);
        status.Json.GetProperty("isAnswering").GetBoolean().ShouldBeTrue();
        (await repository.Run("DeployVerify", "--yes")).ShouldEndWith(0).Output.ShouldContain("it has no health check");

        (await repository.Rollback()).ShouldEndWith(0).Json.GetProperty("isStopFirst").GetBoolean().ShouldBeTrue();
        await ada.ShouldGetAnEcho("rolled back");
        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_deployer_that_dies_in_the_gap_has_the_old_bot_started_again_by_the_host()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        Configure(repository, version: 1);
        var good = (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("release").GetString();
        var ada = telegram.CreateUser("Ada");

        Configure(repository, version: 2, window: "60s");
        using (var killed = Deployer.StartToBeKilled(repository, "DeployUp", "--yes", "--json"))
        {
            await killed.Printed("✓ Hand over").WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
            killed.Kill();
        }

        await RunsAlone(good!);
        await ada.ShouldGetAnEcho("after the kill");

        using (var interrupted = Deployer.Start(repository, "DeployUp", "--yes", "--json"))
        {
            await interrupted.Printed("✓ Hand over").WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
            interrupted.Interrupt();
            (await interrupted.Ended()).ShouldEndWith(130);
        }

        await RunsAlone(good!);
        await ada.ShouldGetAnEcho("after Ctrl-C");

        Configure(repository, version: 3);
        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("previous").GetString().ShouldBe(good);
        await ada.ShouldGetAnEcho("deployed at last");
        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);

        async Task RunsAlone(string release)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(60));
            while (true)
            {
                limit.Token.ThrowIfCancellationRequested();
                var status = (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json;
                JsonElement[] running = [.. status.GetProperty("instances").EnumerateArray().Where(instance => instance.GetProperty("isRunning").GetBoolean())];
                if (running is [var one] && one.GetProperty("release").GetString() == release)
                {
                    return;
                }
            }
        }
    }

    [Fact]
    public async Task A_bot_moves_from_stop_first_to_the_framework_and_back_without_a_conflict()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        Configure(repository, version: 1);
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");

        repository.Configure(version: 2);
        var toFramework = (await repository.DeployUp()).ShouldEndWith(0);
        toFramework.Screen.ShouldContain("does not keep the process contract");
        await ada.ShouldGetAnEcho("on the framework");

        Configure(repository, version: 3);
        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("isStopFirst").GetBoolean().ShouldBeTrue();
        await ada.ShouldGetAnEcho("foreign again");
        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_bot_with_a_port_is_deployed_again_although_the_old_container_holds_it()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        var port = RefusedDeploymentTests.ClosedPort();
        for (var version = 1; version <= 2; version++)
        {
            repository.Configure(version: version, edit: text => text + $"ports: [{port}]\n");
            (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("isStopFirst").GetBoolean().ShouldBe(version == 2);
        }

        await telegram.CreateUser("Ada").ShouldGetAnEcho("second");
        telegram.Statistics.Conflicts.ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static void Configure(BotRepository repository, int version, string behaviour = "foreign", string window = "500ms") =>
        repository.Configure(behaviour, version, window, edit: text => text + "handover: stop-first\n");
}
