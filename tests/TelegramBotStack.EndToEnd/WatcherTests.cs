using System.Globalization;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class WatcherTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task The_owner_is_told_once_that_the_bot_is_silent_or_crash_looping_and_once_that_it_is_well_and_never_about_a_deployment()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var host = await sandbox.HostAsync();
        using var repository = new BotRepository(host, telegram);
        using var webhook = new AlertReceiver();
        var ada = telegram.CreateUser("Ada");
        await ada.Send("/start");
        await File.WriteAllTextAsync(Path.Combine(repository.Directory, "hook"), webhook.Address, TestContext.Current.CancellationToken);

        // Alerts alone reach a bot that is otherwise unchanged, and taking them out takes the watcher away.
        string Secrets(string text) => text.Replace("environment:", "  HOOK: { file: hook }\nenvironment:", StringComparison.Ordinal);
        string Alerts(string text) => Secrets(text) + string.Create(
            CultureInfo.InvariantCulture, $"alerts:\n  chat: {ada.Id}\n  webhook: HOOK\n  after: 1s\n");
        repository.Configure(edit: Secrets);
        (await repository.DeployUp()).ShouldEndWith(0);
        repository.Configure(edit: Alerts);
        var alone = (await repository.DeployUp()).ShouldEndWith(0);
        alone.Json.GetProperty("changed").GetBoolean().ShouldBeFalse();
        alone.Json.GetProperty("watcher").GetString().ShouldBe("started");
        alone.Screen.ShouldContain("Its watcher was started");
        var again = (await repository.DeployUp()).ShouldEndWith(0);
        again.Json.GetProperty("watcher").GetString().ShouldBeNull(again.Screen);
        (await webhook.Next()).ShouldBe("deployed");

        // A deployment is no alarm, and the watcher goes with the release.
        repository.Configure(version: 2, edit: Alerts);
        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("watcher").GetString().ShouldBe("updated");
        (await webhook.Next()).ShouldBe("deployed");
        await Task.Delay(Quiet, TestContext.Current.CancellationToken);
        telegram.Statistics.Conflicts.ShouldBe(0);

        // Killed, and nobody starts it again: one alert, which a restart of the watcher does not repeat.
        var bot = await Docker(host, "ps", "-q", "--filter", $"label=botstack.bot={repository.Name}");
        var watcher = await Docker(host, "ps", "-q", "--filter", $"label=botstack.watcher-of={repository.Name}");
        await Docker(host, "kill", bot);
        (await webhook.Next()).ShouldBe("silent");
        output.WriteLine(await Docker(host, "stats", "--no-stream", watcher));
        await Docker(host, "restart", watcher);
        await Task.Delay(Quiet, TestContext.Current.CancellationToken);
        await Docker(host, "start", bot);
        (await webhook.Next()).ShouldBe("ok");
        await ShouldHideTheSecrets(host, watcher, telegram.Token, webhook.Address);

        // A crash loop is one alert, not one for each crash; taking the release back ends it.
        repository.Configure("crash-after-3s", version: 3, window: "1s", edit: text => Alerts(text).Replace(
            "TESTBOT_VERSION", "TESTBOT_DELAY: \"6000\"\n  TESTBOT_VERSION", StringComparison.Ordinal));
        (await repository.DeployUp()).ShouldEndWith(0);
        (await webhook.Next()).ShouldBe("deployed");
        (await webhook.Next()).ShouldBe("crash-looping");
        var status = (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0);
        status.Json.GetProperty("watcher").GetProperty("state").GetString().ShouldBe("crash-looping");
        status.Screen.ShouldContain("says crash-looping since");
        await Task.Delay(Quiet, TestContext.Current.CancellationToken);
        (await repository.Rollback()).ShouldEndWith(0);
        new[] { await webhook.Next(), await webhook.Next() }.Order().ShouldBe(["deployed", "ok"]);

        (await repository.Run("DeployDown", "--yes")).ShouldEndWith(0);
        (await Docker(host, "ps", "-aq", "--filter", $"label=botstack.watcher-of={repository.Name}")).ShouldBeEmpty();
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
        (await Docker(host, "volume", "ls", "-q", "--filter", $"label=botstack.bot={repository.Name}")).ShouldBeEmpty();
        await Task.Delay(Quiet, TestContext.Current.CancellationToken);
        webhook.Waiting.ShouldBe(0);
        string[] told = [.. (await Told(ada)).Where(text => text.StartsWith($"{repository.Name} on 127.0.0.1: ", StringComparison.Ordinal))];
        told.Select(text => text.Split(": ")[1].Split(['.', ','])[0]).ShouldBe(["silent", "well again", "crash looping", "well again"]);
    }

    [Fact]
    public async Task A_bot_whose_watcher_cannot_run_answers_all_the_same_and_the_deployment_says_that_nobody_watches()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var host = await sandbox.HostAsync();
        using var repository = new BotRepository(host, telegram);
        string Alerts(string text, string more) => $"{text}alerts:\n  chat: 42\n{more}";
        repository.Configure("unwatchable", window: "1s", edit: text => Alerts(text, ""));

        var unwatched = (await repository.DeployUp()).ShouldEndWith(4);

        unwatched.Json.GetProperty("code").GetString().ShouldBe("TBS4050");
        unwatched.Json.GetProperty("cause").GetString()!.ShouldContain("does not let itself be watched");
        (await Docker(host, "ps", "-aq", "--filter", $"label=botstack.watcher-of={repository.Name}")).ShouldBeEmpty();
        var ada = telegram.CreateUser("Ada");
        await ada.Send("hello");
        (await ada.NextReply(cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("hello");
        (await repository.Run("DeployStatus", "--json")).ShouldEndWith(0).Screen.ShouldContain("none, although deploy.yaml has alerts");
        repository.Configure("unwatchable", window: "1s", edit: text => Alerts(text, "  watch: false\n"));
        (await repository.DeployUp()).ShouldEndWith(0).Json.GetProperty("changed").GetBoolean().ShouldBeFalse();
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static async Task ShouldHideTheSecrets(SandboxHost host, string watcher, string token, string address)
    {
        var inspected = await Docker(host, "inspect", watcher);
        foreach (var text in new[] { inspected, await Docker(host, "logs", watcher), await Docker(host, "top", watcher) })
        {
            text.ShouldNotContain(token.Split(':')[1]);
            text.ShouldNotContain(address);
        }

        inspected.ShouldNotContain("docker.sock");
        inspected.ShouldContain("\"ReadonlyRootfs\": true");
        inspected.ShouldContain("\"User\": \"1654:1654\"");
        (await Docker(host, "inspect", "--format", "{{range .Mounts}}{{.Destination}}={{.RW}} {{end}}", watcher)).Split(' ').Order()
            .ShouldBe(["/data=false", "/run/secrets=false", "/watch=true"]);
    }

    private static async Task<IReadOnlyList<string>> Told(SimulatedUser user)
    {
        var told = new List<string>();
        try
        {
            while (true)
            {
                told.Add((await user.NextReply(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken)).Text!);
            }
        }
        catch (TimeoutException)
        {
            return told;
        }
    }

    private static async Task<string> Docker(SandboxHost host, params string[] arguments) => await DockerCommand.Run(host, arguments);
}
