using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

[CollectionDefinition(nameof(SecretsPushTests), DisableParallelization = true)] // it is measured
[Collection(nameof(SecretsPushTests))]
public class SecretsPushTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    [Fact]
    public async Task A_changed_secret_reaches_the_bot_without_a_build_and_is_rolled_back()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        var file = Path.Combine(repository.Directory, "greeting");
        repository.Configure(edit: text => text.Replace(
            "secrets:\n", "secrets:\n  GREETING:\n    file: greeting\n", StringComparison.Ordinal));
        const string first = "good \"morning\"\n  $HOME 'x' \\ ünï\n# end";
        const string second = "good evening";
        await File.WriteAllTextAsync(file, first, TestContext.Current.CancellationToken);
        (await repository.DeployUp()).ShouldEndWith(0);
        var ada = telegram.CreateUser("Ada");
        (await Greeting(ada)).ShouldBe(first);

        var unchanged = (await repository.Run("SecretsPush", "--json")).ShouldEndWith(0);
        unchanged.Json.GetProperty("changed").GetBoolean().ShouldBeFalse();

        await File.WriteAllTextAsync(file, second, TestContext.Current.CancellationToken);
        var pushed = (await repository.Run("SecretsPush", "--json")).ShouldEndWith(0);

        (await Greeting(ada)).ShouldBe(second);
        var steps = pushed.Json.GetProperty("steps").EnumerateArray().ToDictionary(
            step => step.GetProperty("name").GetString()!, step => step.GetProperty("seconds").GetDouble());
        steps.Keys.ShouldNotContain("Publish");
        var reached = steps.TakeWhile(step => step.Key != "Verify").Sum(step => step.Value);
        output.WriteLine($"the new secret reached the bot after {reached:0.00} s");
        reached.ShouldBeLessThan(5);
        (pushed.Output + pushed.Screen).ShouldNotContain(second);

        (await repository.Rollback()).ShouldEndWith(0);
        (await Greeting(ada)).ShouldBe(first);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static async Task<string?> Greeting(SimulatedUser ada)
    {
        await ada.Send("greeting?");
        return (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text;
    }
}
