using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class HookTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task Hooks_are_run_around_the_steps_and_see_the_deployment_but_show_no_secret()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        repository.Configure(edit: text => text + """
            hooks:
              before-publish: [sh, -c, 'echo before-publish $BOTSTACK_OPERATION $BOTSTACK_BOT >> "hooks log"']
              after-verify: [sh, -c, 'echo after-verify $BOTSTACK_RELEASE >> "hooks log"; echo token $BOT_TOKEN']
              after-success: [sh, -c, 'echo after-success $BOTSTACK_RELEASE >> "hooks log"; exit 1']
              after-failure: [sh, -c, 'echo after-failure >> "hooks log"']

            """);

        var planned = (await repository.DeployUp("--dry-run")).ShouldEndWith(0);
        planned.Output.ShouldContain("after-verify");
        File.Exists(Path.Combine(repository.Directory, "hooks log")).ShouldBeFalse();

        var up = (await repository.DeployUp()).ShouldEndWith(0);

        var release = up.Json.GetProperty("release").GetString();
        Log(repository).ShouldBe([$"before-publish DeployUp {repository.Name}", $"after-verify {release}", $"after-success {release}"]);
        up.Screen.ShouldContain("after-verify: token ***");
        up.Screen.ShouldContain("TBS6501");
        (up.Screen + up.Output).ShouldNotContain(repository.Token);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    [Theory]
    [InlineData("hooks:\n  before-hand-over: [sh, -c, 'echo not today; exit 7']", "TBS6501", "before-hand-over: not today")]
    [InlineData("hooks:\n  before-hand-over: [no-such-program]", "TBS6502", "before-hand-over")]
    public async Task A_failing_hook_takes_the_deployment_back_and_the_failure_is_told(string hooks, string code, string shown) =>
        await DeploysAndReturns(text => $"{text}{hooks}\n{TellFailure}", code, shown);

    [Fact]
    public async Task A_release_that_answers_the_test_account_wrongly_or_fails_the_smoke_check_is_taken_back()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var tester = telegram.CreateBot("tester_bot");
        telegram.Bot.CanCommunicateWithBots = tester.CanCommunicateWithBots = true;
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        repository.Environment = new Dictionary<string, string> { ["BOT_TOKEN"] = telegram.Token, ["TESTER_TOKEN"] = tester.Token };
        repository.Configure(edit: text => Expecting(text, "how are you"));
        var up = (await repository.DeployUp()).ShouldEndWith(0);
        up.Screen.ShouldContain("answered @tester_bot in");
        (await repository.Run("DeployVerify", "--json")).ShouldEndWith(0).Output.ShouldContain("answered @tester_bot in");

        repository.Configure(version: 2, edit: text => Expecting(text, "fine, thank you", within: "10s"));
        var failed = (await repository.DeployUp()).ShouldEndWith(3);

        failed.Json.GetProperty("code").GetString().ShouldBe("TBS4020");
        failed.Screen.ShouldContain("What came: \"how are you today?\"");

        repository.Configure(version: 3, edit: text => Expecting(text, "how are you")
            .Replace("  window: 500ms\n", "  window: 500ms\n  command: [sh, -c, 'echo no answer; exit 1']\n", StringComparison.Ordinal));
        var smoke = (await repository.DeployUp()).ShouldEndWith(3);

        smoke.Json.GetProperty("code").GetString().ShouldBe("TBS6501");
        smoke.Screen.ShouldContain("smoke check: no answer");
        (up.Screen + up.Output + failed.Screen + failed.Output).ShouldNotContain(tester.Token);
        repository.SecretsOnHost().ShouldBe(["BOT_TOKEN"]);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("still there?");
        (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("still there?");
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static string Expecting(string text, string answer, string within = "60s") => text
        .Replace("secrets:\n", "secrets:\n  TESTER_TOKEN:\n    env: TESTER_TOKEN\n", StringComparison.Ordinal)
        .Replace(
            "  window: 500ms\n",
            $"  window: 500ms\n  message: {{ send: 'how are you today?', expect: '{answer}', token: TESTER_TOKEN, within: {within} }}\n",
            StringComparison.Ordinal);

    private const string TellFailure = "  after-failure: [sh, -c, 'echo $BOTSTACK_CODE $BOTSTACK_PREVIOUS >> \"hooks log\"']\n";

    private async Task DeploysAndReturns(Func<string, string> edit, string code, string shown)
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        var first = (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("release").GetString();
        repository.Configure(version: 2, edit: edit);

        var failed = (await repository.DeployUp()).ShouldEndWith(3);

        failed.Json.GetProperty("code").GetString().ShouldBe(code);
        failed.Screen.ShouldContain(shown);
        Log(repository).ShouldBe([$"{code} {first}"]);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("still there?");
        (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("still there?");
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static string[] Log(BotRepository repository) => File.ReadAllLines(Path.Combine(repository.Directory, "hooks log"));
}
