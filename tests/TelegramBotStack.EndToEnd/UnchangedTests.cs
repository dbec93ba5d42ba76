using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class UnchangedTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    [Fact]
    public async Task A_second_deployment_with_nothing_changed_restarts_nothing_and_says_so()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        var first = (await repository.DeployUp()).ShouldEndWith(0);

        var second = (await repository.DeployUp()).ShouldEndWith(0);

        second.Json.GetProperty("changed").GetBoolean().ShouldBeFalse();
        second.Json.GetProperty("release").GetString().ShouldBe(first.Json.GetProperty("release").GetString());
        second.Screen.ShouldContain("Nothing has changed");
        output.WriteLine(second.Output);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }
}
