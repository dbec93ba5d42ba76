using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class UnchangedTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    [Fact]
    public async Task A_second_deployment_with_nothing_changed_restarts_nothing_and_says_so()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        repository.Configure(project: BotRepository.TestBotProject);
        var first = (await repository.DeployUp()).ShouldEndWith(0);

        var second = (await repository.DeployUp()).ShouldEndWith(0);

        second.Json.GetProperty("changed").GetBoolean().ShouldBeFalse();
        second.Json.GetProperty("release").GetString().ShouldBe(first.Json.GetProperty("release").GetString());
        second.Screen.ShouldContain("Nothing has changed");
        output.WriteLine(second.Output);

        repository.Configure(version: 2, project: BotRepository.TestBotProject, edit: text => text + "resources:\n  memory: 300m\n");
        var plan = (await repository.DeployUp("--dry-run")).ShouldEndWith(0);
        plan.Json.GetProperty("differences").EnumerateArray().Select(difference => difference.GetString())
            .ShouldBe(["resources.memory: 256 MB → 300 MB", "environment.TESTBOT_VERSION: 1 → 2"]);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_done_and_changes_nothing()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var host = await sandbox.HostAsync();
        using var repository = new BotRepository(host, telegram);

        var plan = (await repository.DeployUp("--dry-run")).ShouldEndWith(0);

        plan.Json.GetProperty("steps").GetArrayLength().ShouldBe(11);
        plan.Screen.ShouldContain("Nothing was changed");
        Directory.Exists(Path.Combine(host.StateDirectory, repository.Name)).ShouldBeFalse();
        (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json.GetProperty("instances").GetArrayLength().ShouldBe(0);
    }
}
