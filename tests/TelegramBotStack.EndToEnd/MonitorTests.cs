using System.Text.Json;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

public class MonitorTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task Monitor_shows_all_bots_of_the_host_with_their_rates_agrees_with_the_health_check_and_tells_who_does_not_answer()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var other = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var host = await sandbox.HostAsync();
        using var busy = new BotRepository(host, telegram);
        using var idle = new BotRepository(host, other);
        (await busy.DeployUp()).ShouldEndWith(0);
        (await idle.DeployUp()).ShouldEndWith(0);
        var load = telegram.StartLoad(users: 10, updatesPerSecond: 20);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);

        // Asked for in the idle bot's repository: the host's other bots are shown as well.
        var seen = (await idle.Run("Monitor", "--json")).ShouldEndWith(0);

        var bot = Of(seen, busy);
        bot.GetProperty("isAnswering").GetBoolean().ShouldBeTrue();
        bot.GetProperty("updatesPerSecond").GetDouble().ShouldBeInRange(5, 60);
        bot.GetProperty("lagMilliseconds").GetDouble().ShouldBeInRange(0, 5_000);
        bot.GetProperty("memoryBytes").GetInt64().ShouldBeInRange(5L << 20, 256L << 20);
        bot.GetProperty("memoryLimitBytes").GetInt64().ShouldBe(256L << 20);
        Of(seen, idle).GetProperty("updatesPerSecond").GetDouble().ShouldBe(0);

        // What Docker is told by the health check is the same.
        var container = await DockerCommand.Run(host, "ps", "-q", "--filter", $"label=botstack.bot={busy.Name}");
        (await DockerCommand.Run(host, "exec", container, "dotnet", "TelegramBotStack.TestBot.dll", "--health")).ShouldStartWith("healthy: ");
        seen.Json.GetProperty("machine").GetProperty("diskFreeBytes").GetInt64().ShouldBeGreaterThan(0);
        await load.StopAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await DockerCommand.Run(host, "kill", container);
        var dead = (await idle.Run("Monitor")).ShouldEndWith(0);
        dead.Output.ShouldContain($"do not answer: ");
        dead.Output.ShouldMatch($@"{busy.Name} +ended");

        (await busy.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
        (await idle.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_live_screen_as_one_ends_looking()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var repository = new BotRepository(await sandbox.HostAsync(), telegram);
        (await repository.DeployUp()).ShouldEndWith(0);
        await using var terminal = Terminal.Start(
            $"dotnet '{Path.Combine(Deployer.Unmeasured, "TelegramBotStack.TestBuild.dll")}' Monitor",
            repository.Directory,
            new Dictionary<string, string?> { ["TERM"] = "xterm", ["CI"] = null });
        await terminal.ShowsAsync(repository.Name, TestContext.Current.CancellationToken);
        await terminal.ShowsAsync("Ctrl-C ends this.", TestContext.Current.CancellationToken);

        await terminal.TypeAsync("\u0003");

        await terminal.ShouldEndWellAsync(TestContext.Current.CancellationToken);
        await terminal.ShowsAsync("Next: ./build.sh DeployStatus", TestContext.Current.CancellationToken);
        (await repository.Run("DeployDown", "--purge", "--yes")).ShouldEndWith(0);
    }

    private static JsonElement Of(DeployerResult result, BotRepository repository) =>
        result.Json.GetProperty("bots").EnumerateArray().Single(bot => bot.GetProperty("bot").GetString() == repository.Name);
}
