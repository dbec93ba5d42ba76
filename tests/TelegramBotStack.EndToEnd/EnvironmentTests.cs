using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class EnvironmentTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task Staging_can_neither_take_the_place_of_production_nor_its_token()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        var other = telegram.CreateBot("staging_bot");
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        repository.Configure(edit: text => text.Replace("env: BOT_TOKEN", "file: production.token", StringComparison.Ordinal));
        await Write("production.token", telegram.Token);
        await Write("staging.token", other.Token);
        (await repository.DeployUp()).ShouldEndWith(0);

        await Write("deploy.staging.yaml", "environment:\n  TESTBOT_VERSION: \"2\"\n");
        var samePlace = (await repository.DeployUp("--deploy-to", "staging")).ShouldEndWith(5);
        samePlace.Json.GetProperty("code").GetString().ShouldBe("TBS4018");
        var down = (await repository.Run("DeployDown", "--purge", "--yes", "--json", "--deploy-to", "staging")).ShouldEndWith(5);
        down.Json.GetProperty("code").GetString().ShouldBe("TBS4018");

        await Write("deploy.staging.yaml", $"bot:\n  name: {repository.Name}-s\n");
        var sameToken = (await repository.DeployUp("--deploy-to", "staging")).ShouldEndWith(2);
        sameToken.Json.GetProperty("code").GetString().ShouldBe("TBS4017");

        await Write("deploy.staging.yaml", $"bot:\n  name: {repository.Name}-s\nsecrets:\n  BOT_TOKEN:\n    file: staging.token\n");
        (await repository.DeployUp("--deploy-to", "staging")).ShouldEndWith(0);

        await File.AppendAllTextAsync(Path.Combine(repository.Directory, "deploy.staging.yaml"), "environment:\n  TESTBOT_VERSION: \"2\"\n", cancellationToken);
        (await repository.DeployUp("--deploy-to", "staging")).ShouldEndWith(0);
        (await repository.Run("Rollback", "--deploy-to", "staging", "--yes")).ShouldEndWith(0);
        foreach (var environment in new string[][] { [], ["--deploy-to", "staging"] })
        {
            (await repository.Run(["DeployStatus", "--json", .. environment])).ShouldEndWith(0)
                .Json.GetProperty("isAnswering").GetBoolean().ShouldBeTrue();
            (await repository.Run(["DeployDown", "--purge", "--yes", .. environment])).ShouldEndWith(0);
        }

        Task Write(string file, string text) => File.WriteAllTextAsync(Path.Combine(repository.Directory, file), text, cancellationToken);
    }
}
