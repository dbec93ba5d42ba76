using System.Text.Json;
using TelegramBotStack.Simulator;
using TelegramBotStack.Status;

namespace TelegramBotStack.Tests.Processes;

[Trait("Category", "Process")]
public sealed class BotProcessTests
{
    // proc(5): field 41 of stat, of which the name is the second.
    private const int PolicyAfterName = 41 - 3;
    private const string Batch = "3";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "token-missing", "@BotFather")]
    [InlineData("not-a-token", "token-malformed", "@BotFather")]
    public async Task A_bot_without_a_proper_token_says_so_and_exits_with_78(string token, string code, string advice)
    {
        using var data = new TemporaryDirectory();
        await using var bot = TestBotProcess.Start(data.Path, "bot", $"--BOT_TOKEN={token}", $"--BOTSTACK_DATA={data.Path}");

        (await bot.Exits(Cancellation)).ShouldBe(78);

        bot.Output.ShouldContain(advice);
        bot.Output.ShouldNotContain("   at ", customMessage: "a stack trace helps nobody here");
        bot.Output.ShouldNotContain("not-a-token");
        var status = bot.Status().ShouldNotBeNull();
        status.State.ShouldBe(InstanceState.Failed);
        status.LastError.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_bot_whose_token_is_revoked_exits_with_78_and_never_shows_it()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var secret = telegram.Token.Split(':')[1];
        await using var bot = TestBotProcess.Start(telegram, "bot", "--Logging:LogLevel:Default=Trace");
        await bot.Reaches(InstanceState.Active, Cancellation);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("hello");
        await ada.NextReply(cancellationToken: Cancellation);

        telegram.RevokeToken();

        (await bot.Exits(Cancellation)).ShouldBe(78);
        var status = bot.Status().ShouldNotBeNull();
        status.State.ShouldBe(InstanceState.Failed);
        status.LastError.ShouldNotBeNull().Code.ShouldBe("token-revoked");
        bot.Output.ShouldNotContain(secret);
        foreach (var path in Directory.GetFiles(telegram.DataDirectory, "*", SearchOption.AllDirectories))
        {
            (await File.ReadAllTextAsync(path, Cancellation)).ShouldNotContain(secret, customMessage: path);
        }
    }

    [Fact]
    public async Task The_thread_that_waits_for_sockets_does_not_take_the_processor_from_handlers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The policy is Linux's.");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = TestBotProcess.Start(telegram, "bot");
        await bot.Reaches(InstanceState.Active, Cancellation);

        // It is set when the bot is active, which is when the thread is there for sure.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (!SocketThreads().All(policy => policy == Batch))
        {
            await Task.Delay(20, limit.Token);
        }

        SocketThreads().ShouldNotBeEmpty();

        IEnumerable<string> SocketThreads() => Directory.GetDirectories($"/proc/{bot.Id}/task")
            .Select(StatOf)
            .Where(stat => stat.Contains("(.NET Sockets)", StringComparison.Ordinal))
            .Select(stat => stat.Split(") ")[^1].Split(' ')[PolicyAfterName]);

        static string StatOf(string task)
        {
            try
            {
                return File.ReadAllText(Path.Combine(task, "stat"));
            }
            catch (IOException)
            {
                // A thread of the pool has ended meanwhile.
                return "";
            }
        }
    }

    [Fact]
    public async Task Told_to_finish_a_bot_confirms_what_it_has_done_and_exits_with_0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = TestBotProcess.Start(telegram, "bot", "--TESTBOT_BEHAVIOUR=slow-handlers", "--TESTBOT_DELAY=3000");
        await bot.Reaches(InstanceState.Active, Cancellation);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("hello");
        await bot.Reaches(status => status.Updates.Pending == 1, "an update in work", Cancellation);

        bot.Signal(TestBotProcess.SigTerm);

        (await bot.Exits(Cancellation)).ShouldBe(0, bot.Output);
        (await ada.NextReply(cancellationToken: Cancellation)).Text.ShouldBe("hello");
        telegram.Statistics.Pending.ShouldBe(0);
        telegram.Statistics.Conflicts.ShouldBe(0);
        var status = bot.Status().ShouldNotBeNull();
        status.State.ShouldBe(InstanceState.Stopped);
        status.Updates.ShouldBe(new UpdateCounts(Handled: 1, Pending: 0, Redelivered: 0, Failed: 0));
    }

    [Fact]
    public async Task Told_to_finish_an_idle_bot_is_gone_long_before_Docker_would_kill_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = TestBotProcess.Start(telegram, "bot");
        await bot.Reaches(status => status.PollsAnswered > 0, "an answered poll", Cancellation);
        var since = TimeProvider.System.GetTimestamp();

        bot.Signal(TestBotProcess.SigTerm);

        // In the midst of a long poll of 30 s; Docker gives 10 s.
        (await bot.Exits(Cancellation)).ShouldBe(0, bot.Output);
        TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_handler_that_outlasts_the_time_to_finish_is_replayed_by_the_next_holder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        await using (var slow = TestBotProcess.Start(telegram, "slow", "--TESTBOT_BEHAVIOUR=slow-handlers", "--TESTBOT_DELAY=60000"))
        {
            await slow.Reaches(InstanceState.Active, Cancellation);
            await ada.Send("hello");
            await slow.Reaches(status => status.Updates.Pending == 1, "an update in work", Cancellation);
            slow.Signal(TestBotProcess.SigTerm);
            (await slow.Exits(Cancellation)).ShouldBe(0, slow.Output);
            telegram.Statistics.Pending.ShouldBe(0, "it is on disk, so Telegram may forget it");
        }

        await using var next = TestBotProcess.Start(telegram, "next");

        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("hello");
        await next.Reaches(status => status.Updates is { Redelivered: 1, Handled: 1 }, "redelivered", Cancellation);
    }

    [Fact]
    public async Task A_bot_that_stops_polling_ends_itself_with_75_and_its_standby_answers()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var hung = TestBotProcess.Start(
            telegram, "hung", "--TESTBOT_BEHAVIOUR=hang-after-start", "--BOTSTACK_HANG_AFTER=6");
        await hung.Reaches(InstanceState.Active, Cancellation);
        await using var standby = TestBotProcess.Start(telegram, "standby");
        var ada = telegram.CreateUser("Ada");
        await ada.Send("hello");

        (await hung.Exits(Cancellation)).ShouldBe(75, hung.Output);

        hung.Status().ShouldNotBeNull().LastError.ShouldNotBeNull().Code.ShouldBe("hung");
        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("hello");
    }

    [Fact]
    public async Task A_bot_that_hangs_before_it_is_ready_ends_itself_with_75()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var hung = TestBotProcess.Start(telegram, "hung", "--TESTBOT_BEHAVIOUR=hang-at-start", "--BOTSTACK_HANG_AFTER=6");

        (await hung.Exits(Cancellation)).ShouldBe(75, hung.Output);
        telegram.Statistics.Polls.ShouldBe(0);
    }

    [Fact]
    public async Task An_update_that_kills_the_process_each_time_is_set_aside_and_all_others_are_answered()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        await ada.Send("die");
        await ada.Send("after it");
        for (var death = 1; death <= 3; death++)
        {
            await using var killed = TestBotProcess.Start(telegram, "bot", "--TESTBOT_BEHAVIOUR=deadly");
            await killed.Exits(Cancellation);
            killed.Output.ShouldNotContain("not handled again", customMessage: $"death {death}");
        }

        await bob.Send("and I?");
        await using var bot = TestBotProcess.Start(telegram, "bot", "--TESTBOT_BEHAVIOUR=deadly");

        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("after it");
        (await bob.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("and I?");
        (await bot.Reaches(status => status.Updates.Handled == 2, "the others handled", Cancellation)).Updates.Poisoned.ShouldBe(1);
        bot.Output.ShouldContain("The process has ended 3 times while update");
        var kept = Directory.GetFiles(Path.Combine(telegram.DataDirectory, ".botstack", "inbox", "poison")).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(kept, Cancellation)).ShouldContain("\"die\"");
        telegram.Statistics.Conflicts.ShouldBe(0);
    }

    [Fact]
    public async Task An_exception_on_any_thread_ends_the_process_with_1()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = TestBotProcess.Start(telegram, "bot", "--TESTBOT_BEHAVIOUR=crash-after-3s");

        (await bot.Exits(Cancellation)).ShouldBe(1, bot.Output);

        bot.Output.ShouldContain("crashes as it was told to");
        bot.Status().ShouldNotBeNull().State.ShouldBe(InstanceState.Failed);
    }

    [Fact]
    public async Task A_parked_bot_without_a_successor_takes_the_lease_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGUSR1.");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = TestBotProcess.Start(telegram, "bot");
        await bot.Reaches(InstanceState.Active, Cancellation);

        bot.Signal(TestBotProcess.SigUsr1);
        await bot.Reaches(InstanceState.Parked, Cancellation);

        (await bot.Reaches(InstanceState.Active, Cancellation)).Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task Told_to_park_a_standby_does_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGUSR1.");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var active = TestBotProcess.Start(telegram, "active");
        await active.Reaches(InstanceState.Active, Cancellation);
        await using var standby = TestBotProcess.Start(telegram, "standby");
        var before = await standby.Reaches(InstanceState.Standby, Cancellation);

        standby.Signal(TestBotProcess.SigUsr1);
        var after = await standby.Reaches(status => status.HeartbeatAt > before.HeartbeatAt, "another heartbeat", Cancellation);

        after.State.ShouldBe(InstanceState.Standby);
        standby.Signal(TestBotProcess.SigTerm);
        (await standby.Exits(Cancellation)).ShouldBe(0);
        telegram.Statistics.ApiCallsByMethod.Keys.ShouldBe(
            ["getMe", "getMyCommands", "getUpdates"], ignoreOrder: true, "a standby only reads");
    }

    [Fact]
    public async Task Health_is_that_of_the_instance_and_tells_why()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        (await HealthOf(telegram, null)).ShouldBe((1, $"unhealthy: no instance has been active on {telegram.DataDirectory}"));

        await using (var bot = TestBotProcess.Start(telegram, "bot"))
        {
            await bot.Reaches(InstanceState.Active, Cancellation);
            (await HealthOf(telegram, "bot")).ShouldBe((0, "healthy: bot is active, 0 updates handled, 0 pending"));
            (await HealthOf(telegram, null)).Code.ShouldBe(0);
            (await HealthOf(telegram, "other")).Code.ShouldBe(1);
            bot.Signal(TestBotProcess.SigTerm);
            await bot.Exits(Cancellation);
        }

        (await HealthOf(telegram, "bot")).ShouldBe((1, "unhealthy: bot is stopped: it has ended"));
    }

    [Fact]
    public async Task The_status_file_has_the_fields_of_the_contract()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = TestBotProcess.Start(telegram, "bot", "--BOTSTACK_RELEASE=r1");
        await bot.Reaches(status => status.PollsAnswered > 0, "an answered poll", Cancellation);

        var status = JsonElement.Parse(
            await File.ReadAllTextAsync(Path.Combine(telegram.DataDirectory, ".botstack/instances/bot.json"), Cancellation));

        status.EnumerateObject().Select(field => field.Name).ShouldBe(
            [
                "contract", "instance", "release", "pid", "state", "standsByFor", "startedAt", "heartbeatAt", "rehearsedAt", "bot", "epoch",
                "activeSince", "lastPollAt", "pollsAnswered", "webhookHost", "gapMilliseconds", "updates", "conflicts", "lagMilliseconds",
                "memoryBytes", "canWatch", "dataFreeBytes", "lastError", "previousRun",
            ],
            ignoreOrder: true);
        status.GetProperty("contract").GetInt32().ShouldBe(1);
        status.GetProperty("release").GetString().ShouldBe("r1");
        status.GetProperty("state").GetString().ShouldBe("active");
        status.GetProperty("epoch").GetInt64().ShouldBe(1);
        status.GetProperty("bot").GetProperty("username").GetString().ShouldBe(telegram.Bot.Username);
        status.GetProperty("bot").GetProperty("id").GetInt64().ShouldBe(telegram.Bot.Id);
        status.GetProperty("heartbeatAt").GetString().ShouldNotBeNull().ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        status.GetProperty("updates").EnumerateObject().Select(field => field.Name)
            .ShouldBe(["handled", "pending", "redelivered", "failed", "poisoned"], ignoreOrder: true);
    }

    private static async Task<(int Code, string Why)> HealthOf(TelegramSimulator telegram, string? instance)
    {
        string[] arguments = ["--health", $"--BOTSTACK_DATA={telegram.DataDirectory}"];
        await using var check = TestBotProcess.Start(telegram.DataDirectory, instance ?? "", arguments);
        var code = await check.Exits(Cancellation);
        return (code, check.Output.Trim());
    }
}
