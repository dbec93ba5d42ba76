using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Simulator;
using TelegramBotStack.Status;
using TelegramBotStack.Tests.Processes;

namespace TelegramBotStack.Tests.Broadcasts;

public sealed class BroadcastTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly BroadcastMessage News = BroadcastMessage.OfText("news");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_gets_it_once_at_the_allowed_rate_and_whoever_asked_sees_how_far_it_has_got()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var blocked = new Blocked();
        await using var bot = await Start(telegram, builder => builder.Services.AddSingleton<IOutgoingObserver>(blocked));
        var users = await CreateUsers(telegram, 70);
        users[5].Block();
        users[6].Block();
        var admin = telegram.CreateUser("Admin");
        await admin.Send("hello");
        await admin.NextReply(Limit, Cancellation);
        telegram.FloodLimits = new FloodLimits();

        var broadcasts = bot.Services.GetRequiredService<BotBroadcasts>();
        var chats = users.Select(user => user.Id).Append(users[0].Id).Append(999);
        var begun = await broadcasts.StartAsync(News, chats.ToAsyncEnumerable(), admin.Id, Cancellation);
        begun.Total.ShouldBe(71, "one was named twice");
        var report = await Ended(broadcasts, begun.Id);

        report.ShouldBe(report with { State = BroadcastState.Done, Sent = 68, Blocked = 2, Failed = 1, Unknown = 0 });
        report.LastError.ShouldBe("Bad Request: chat not found");
        users.Where(user => !user.HasBlockedBot).ShouldAllBe(user => user.Messages.Count(message => message.Text == "news") == 1);
        telegram.Calls.Count(call => call.Status == 429).ShouldBe(0, "it keeps to the rate by itself");
        blocked.Chats.Order().ShouldBe(new[] { users[5].Id, users[6].Id }.Order());
        await Eventually.IsTrueAsync(
            () => admin.Messages[^1].Text == $"Broadcast {begun.Id}: 71 of 71. 68 sent, 2 blocked, 1 failed. Done.",
            "the last report",
            Cancellation);
        admin.Messages.Count(message => message.IsFromBot && message.Text.StartsWith("Broadcast", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Users_are_answered_while_a_broadcast_goes_on()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = await Start(telegram);
        var users = await CreateUsers(telegram, 500);
        var broadcasts = bot.Services.GetRequiredService<BotBroadcasts>();
        var begun = await broadcasts.StartAsync(News, users.Select(user => user.Id).ToAsyncEnumerable(), cancellationToken: Cancellation);

        var ada = telegram.CreateUser("Ada");
        for (var number = 0; number < 3; number++)
        {
            await ada.Send($"{number}");
            (await ada.NextReply(Limit, Cancellation)).Text.ShouldBe($"{number}");
        }

        (await broadcasts.GetAsync(begun.Id, Cancellation))!.State.ShouldBe(BroadcastState.Running, "it takes 16 s, the answers do not");
        await broadcasts.CancelAsync(begun.Id, Cancellation);
    }

    [Fact]
    public async Task It_can_be_paused_resumed_and_cancelled_and_a_restart_changes_nothing_of_that()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var users = await CreateUsers(telegram, 120);
        long id;
        int before;
        await using (var bot = await Start(telegram, memory: false))
        {
            var broadcasts = bot.Services.GetRequiredService<BotBroadcasts>();
            id = (await broadcasts.StartAsync(News, users.Select(user => user.Id).ToAsyncEnumerable(), cancellationToken: Cancellation)).Id;
            await Reaches(broadcasts, id, report => report.Done > 5);
            (await broadcasts.PauseAsync(id, Cancellation)).ShouldBeTrue();
            (await broadcasts.PauseAsync(id, Cancellation)).ShouldBeFalse();
        }

        await using var next = await Start(telegram, memory: false);
        var again = next.Services.GetRequiredService<BotBroadcasts>();
        var paused = (await again.GetAsync(id, Cancellation))!;
        paused.State.ShouldBe(BroadcastState.Paused);
        before = paused.Done;
        before.ShouldBeLessThan(120);
        paused.Unknown.ShouldBe(0, "what was on its way has arrived");

        (await again.ResumeAsync(id, Cancellation)).ShouldBeTrue();
        await Reaches(again, id, report => report.Done > before);
        (await again.CancelAsync(id, Cancellation)).ShouldBeTrue();
        (await again.ResumeAsync(id, Cancellation)).ShouldBeFalse("it has ended");
        (await again.PauseAsync(12_345, Cancellation)).ShouldBeFalse("there is none");

        users.ShouldAllBe(user => user.Messages.Count(message => message.Text == "news") <= 1);
    }

    [Fact]
    public async Task A_message_that_Telegram_takes_for_nobody_pauses_it_with_what_Telegram_says()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = await Start(telegram);
        var users = await CreateUsers(telegram, 60);
        var broadcasts = bot.Services.GetRequiredService<BotBroadcasts>();

        var begun = await broadcasts.StartAsync(
            BroadcastMessage.OfText("<b>news", Telegram.Bot.Types.Enums.ParseMode.Html), users.Select(user => user.Id).ToAsyncEnumerable(), cancellationToken: Cancellation);
        var report = await Reaches(broadcasts, begun.Id, report => report.State == BroadcastState.Paused);

        report.Failed.ShouldBeLessThan(60);
        report.LastError!.ShouldContain("can't parse entities");
    }

    [Fact]
    public async Task A_message_of_which_nobody_knows_whether_it_arrived_is_counted_and_not_sent_again()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = await Start(telegram);
        var users = await CreateUsers(telegram, 10);
        telegram.Faults.Plan(Fault.DropAnswer(), calls: 1, method: "sendMessage");
        telegram.Faults.Plan(Fault.ServerError(), calls: 2, method: "sendMessage");
        var broadcasts = bot.Services.GetRequiredService<BotBroadcasts>();

        var begun = await broadcasts.StartAsync(News, users.Select(user => user.Id).ToAsyncEnumerable(), cancellationToken: Cancellation);
        var report = await Ended(broadcasts, begun.Id);

        (report.Sent, report.Unknown).ShouldBe((9, 1));
        users.ShouldAllBe(user => user.Messages.Count(message => message.Text == "news") == 1);
    }

    [Fact]
    public async Task A_bot_killed_in_the_midst_of_a_broadcast_goes_on_with_it_and_sends_to_nobody_twice()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGKILL.");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var users = await CreateUsers(telegram, 100);
        var admin = telegram.CreateUser("Admin");
        var chats = string.Join(',', users.Select(user => user.Id.ToString(CultureInfo.InvariantCulture)));

        await admin.Send("broadcast");
        for (var kill = 1; kill <= 2; kill++)
        {
            await using var killed = await StartProcess($"killed-{kill}");
            var enough = kill * 20;
            await Eventually.IsTrueAsync(() => Arrived() >= enough, $"{enough} have it", Cancellation);
            killed.Signal(TestBotProcess.SigKill);
            await killed.Exits(Cancellation);
        }

        await using var last = await StartProcess("last");
        await Eventually.IsTrueAsync(() => Report().EndsWith("Done.", StringComparison.Ordinal), "it is done", Cancellation);

        output.WriteLine($"{Arrived()} of 100 arrived. {Report()}");
        users.ShouldAllBe(user => user.Messages.Count(message => message.Text == "news") <= 1);
        Report().ShouldContain("100 of 100");
        Arrived().ShouldBeGreaterThanOrEqualTo(92, "of four a kill nobody may know");

        int Arrived() => users.Count(user => user.Messages.Any(message => message.Text == "news"));

        string Report() => admin.Messages.LastOrDefault(message => message.Text.StartsWith("Broadcast ", StringComparison.Ordinal))?.Text ?? "";

        async Task<TestBotProcess> StartProcess(string name)
        {
            var bot = TestBotProcess.Start(telegram, name, "--TESTBOT_BEHAVIOUR=timed", $"--TESTBOT_CHATS={chats}");
            await bot.Reaches(InstanceState.Active, Cancellation);
            return bot;
        }
    }

    private static async Task<SimulatedUser[]> CreateUsers(TelegramSimulator telegram, int count)
    {
        // Without a bot that has asked, nobody answers what they say.
        var users = Enumerable.Range(0, count).Select(number => telegram.CreateUser($"User {number}")).ToArray();
        foreach (var user in users)
        {
            await user.Send("!");
        }

        return users;
    }

    private static Task<BotApplication> Start(TelegramSimulator telegram, Action<BotApplicationBuilder>? configure = null, bool memory = true)
    {
        var builder = BotApplication.CreateBuilder(telegram.Arguments);
        if (memory)
        {
            builder.UseMemoryStorage();
        }

        configure?.Invoke(builder);
        var bot = builder.Build();
        bot.Text(context => context.Text == "!" ? Task.CompletedTask : context.ReplyAsync(context.Text!));
        return bot.StartAsync(Cancellation);
    }

    private static Task<BroadcastReport> Ended(BotBroadcasts broadcasts, long id)
        => Reaches(broadcasts, id, report => report.State == BroadcastState.Done);

    private static async Task<BroadcastReport> Reaches(BotBroadcasts broadcasts, long id, Func<BroadcastReport, bool> isSo)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            if (await broadcasts.GetAsync(id, limit.Token) is { } report && isSo(report))
            {
                return report;
            }

            await Task.Delay(10, limit.Token);
        }
    }

    private sealed class Blocked : IOutgoingObserver
    {
        public ConcurrentBag<long> Chats { get; } = [];

        public Task OnUnreachableAsync(long chatId, string reason, CancellationToken cancellationToken)
        {
            Chats.Add(chatId);
            return Task.CompletedTask;
        }
    }
}
