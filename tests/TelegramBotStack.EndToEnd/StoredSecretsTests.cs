using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class StoredSecretsTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    [Fact]
    public async Task Stored_secrets_reach_the_bot_in_seconds_survive_updates_are_rolled_back_and_removed()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        repository.Configure(edit: WithoutSecrets);
        var identity = AgeIdentity.Create();
        repository.Environment = new Dictionary<string, string> { ["BOTSTACK_IDENTITY"] = identity.Reveal() };
        const string first = "good \"morning\"\n  $HOME `id` 'x' \\ ünï\n# end";
        const string second = "good evening, from the second value";

        var without = (await repository.DeployUp()).ShouldEndWith(2);
        without.Json.GetProperty("code").GetString().ShouldBe("TBS1110");
        (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Json.GetProperty("instances").GetArrayLength().ShouldBe(0);

        (await repository.RunWith(telegram.Token + "\n", "SecretsSet", "--secret-name", "BOT_TOKEN")).ShouldEndWith(0);
        (await repository.RunWith(first + "\n", "SecretsSet", "--secret-name", "GREETING")).ShouldEndWith(0);
        (await repository.RunWith(first + "\n\n", "SecretsSet", "--secret-name", "EXACT")).ShouldEndWith(0);
        (await repository.DeployUp()).ShouldEndWith(0);
        var file = repository.SecretOnHost("EXACT");
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(first + "\n");
        (OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == UnixFileMode.UserRead).ShouldBeTrue();
        var ada = telegram.CreateUser("Ada");
        (await Greeting(ada)).ShouldBe(first);
        (await OnHost(repository)).ShouldBe("BOT_TOKEN same, EXACT same, GREETING same");

        (await repository.RunWith(second, "SecretsSet", "--secret-name", "GREETING")).ShouldEndWith(0);
        (await OnHost(repository)).ShouldBe("BOT_TOKEN same, EXACT same, GREETING changed");
        var pushing = repository.Run("SecretsPush", "--json");
        (await HostProcesses.SeenDuringAsync(pushing, second, telegram.Token)).ShouldBeEmpty();
        var pushed = (await pushing).ShouldEndWith(0);
        (await Greeting(ada)).ShouldBe(second);
        var steps = pushed.Json.GetProperty("steps").EnumerateArray().ToDictionary(
            step => step.GetProperty("name").GetString()!, step => step.GetProperty("seconds").GetDouble());
        steps.Keys.ShouldNotContain("Publish");
        var reached = steps.TakeWhile(step => step.Key != "Verify").Sum(step => step.Value);
        output.WriteLine($"the new secret reached the bot after {reached:0.00} s");
        reached.ShouldBeLessThan(30); // how fast it is when nothing else runs: SecretsPushTests
        (pushed.Output + pushed.Screen).ShouldNotContain(second);

        // Somebody whose key opens nothing deploys no bot without secrets; the running one goes on.
        repository.Configure(version: 2, edit: WithoutSecrets);
        repository.Environment = new Dictionary<string, string> { ["BOTSTACK_IDENTITY"] = AgeIdentity.Create().Reveal() };
        (await repository.DeployUp()).ShouldEndWith(2).Json.GetProperty("code").GetString().ShouldBe("TBS1106");
        (await repository.Run("DeployRestart", "--yes")).ShouldEndWith(0);
        (await Greeting(ada)).ShouldBe(second);
        repository.Environment = new Dictionary<string, string> { ["BOTSTACK_IDENTITY"] = identity.Reveal() };
        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("changed").GetBoolean().ShouldBeTrue();
        (await Greeting(ada)).ShouldBe(second);

        (await repository.Run("SecretsRemove", "--secret-name", "GREETING")).ShouldEndWith(0);
        (await OnHost(repository)).ShouldBe("BOT_TOKEN same, EXACT same, GREETING onlyThere");
        (await repository.Run("SecretsPush", "--json")).ShouldEndWith(0);
        (await Greeting(ada)).ShouldBe("none");
        (await repository.Rollback()).ShouldEndWith(0);
        (await Greeting(ada)).ShouldBe(second);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_program_that_needs_no_secret_is_deployed_without_any()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        repository.Configure("without-telegram", edit: text => WithoutSecrets(text) + "handover: stop-first\n");

        (await repository.DeployUp()).ShouldEndWith(0).Screen.ShouldContain("No secret is called BOT_TOKEN");

        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("changed").GetBoolean().ShouldBeFalse();
        (await repository.Run("SecretsList", "--json")).ShouldEndWith(0).Json.GetProperty("secrets").GetArrayLength().ShouldBe(0);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static string WithoutSecrets(string text) =>
        text.Replace("secrets:\n  BOT_TOKEN:\n    env: BOT_TOKEN\n", "", StringComparison.Ordinal);

    private static async Task<string> OnHost(BotRepository repository)
    {
        var list = (await repository.Run("SecretsList", "--json")).ShouldEndWith(0);
        list.Output.ShouldNotContain("good");
        return string.Join(", ", list.Json.GetProperty("secrets").EnumerateArray()
            .Select(secret => $"{secret.GetProperty("name").GetString()} {secret.GetProperty("onHost").GetString()}"));
    }

    private static async Task<string?> Greeting(SimulatedUser ada)
    {
        await ada.Send("greeting?");
        return (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text;
    }
}
