using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests;

public sealed class ResilienceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handler_that_throws_harms_no_other_update()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).Build();
        bot.Command("fail", _ => throw new InvalidOperationException("as told"));
        bot.Text(context => context.ReplyAsync(context.Text!));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("/fail");
        await ada.Send("hello");

        (await ada.NextReply(cancellationToken: Cancellation)).Text.ShouldBe("hello");
        await bot.StopAsync(Cancellation);
        telegram.Statistics.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task Lost_connections_and_server_errors_are_outlived()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        telegram.Faults.Plan(Fault.ServerError(502), calls: 1, method: "getMe");
        telegram.Faults.Plan(Fault.DropConnection(), calls: 2, method: "getUpdates");
        telegram.Faults.Plan(Fault.ServerError(), calls: 1, method: "getUpdates");
        telegram.Faults.Plan(Fault.DropAnswer(), calls: 1, method: "getUpdates");
        telegram.Faults.Plan(Fault.TooManyRequests(1), calls: 1, method: "getUpdates");
        await using var running = await StartEcho(telegram);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("hello");

        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("hello");
    }

    [Fact]
    public async Task A_reply_that_is_refused_for_its_rate_is_sent_when_allowed()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        telegram.Faults.Plan(Fault.TooManyRequests(1), calls: 2, method: "sendMessage");
        await using var running = await StartEcho(telegram);
        var ada = telegram.CreateUser("Ada");

        var since = TimeProvider.System.GetTimestamp();
        await ada.Send("hello");

        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("hello");
        telegram.Statistics.ApiCallsByMethod["sendMessage"].ShouldBe(3, "two refused, one sent");
        TimeProvider.System.GetElapsedTime(since).ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9), "as long as Telegram said, both times");
    }

    [Fact]
    public async Task A_foreign_consumer_is_noticed_and_outlived()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var running = await StartEcho(telegram);
        await Eventually.IsTrueAsync(() => telegram.Statistics.OpenPolls == 1 && telegram.Statistics.Polls > 1, "it polls", Cancellation);
        using var foreigner = new HttpClient();
        using var theft = await foreigner.GetAsync(new Uri($"{telegram.BaseUrl}/bot{telegram.Token}/getUpdates?timeout=1"), Cancellation);
        await Eventually.IsTrueAsync(() => telegram.Statistics.Conflicts > 0, "a conflict", Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("hello");

        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("hello");
    }

    [Fact]
    public async Task In_a_lasting_conflict_a_bot_neither_ends_nor_hammers_Telegram()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var running = await StartEcho(telegram);
        var before = telegram.Statistics.Polls;
        using var foreigner = new HttpClient();
        var thefts = 0;
        var since = TimeProvider.System.GetTimestamp();
        do
        {
            using var theft = await foreigner.GetAsync(new Uri($"{telegram.BaseUrl}/bot{telegram.Token}/getUpdates?timeout=1"), Cancellation);
            thefts++;
        }
        while (TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(8));

        telegram.Statistics.Conflicts.ShouldBeGreaterThan(1);
        (telegram.Statistics.Polls - before - thefts).ShouldBeInRange(2, 10, "the bot goes on trying, with a pause after each conflict");
        var ada = telegram.CreateUser("Ada");
        await ada.Send("hello");
        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("hello");
    }

    [Fact]
    public async Task A_user_who_has_blocked_the_bot_harms_nobody_else()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var running = await StartEcho(telegram);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        await bob.Send("hello");
        (await bob.NextReply(cancellationToken: Cancellation)).Text.ShouldBe("hello");

        // Blocked before the bot has read the message: it may not answer any more.
        telegram.Faults.Plan(Fault.Delay(TimeSpan.FromSeconds(1)), calls: 1, method: "sendMessage");
        await bob.Send("and bye");
        bob.Block();
        await ada.Send("hello");

        (await ada.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("hello");
        await Eventually.IsTrueAsync(() => telegram.Calls.Any(call => call.Status == 403), "the reply to Bob is refused", Cancellation);
        bob.Unblock();
        await bob.Send("here again");
        (await bob.NextReply(TimeSpan.FromSeconds(60), Cancellation)).Text.ShouldBe("here again");
    }

    [Fact]
    public async Task A_backlog_is_worked_off_with_bounded_memory_and_in_order()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        for (var number = 0; number < 1_500; number++)
        {
            await ada.Send($"{number}");
        }

        var answered = new List<string>();
        var bot = BotApplication.CreateBuilder(telegram.Arguments).Build();
        bot.Text(context =>
        {
            lock (answered)
            {
                answered.Add(context.Text!);
            }

            return Task.CompletedTask;
        });
        await using var running = await bot.StartAsync(Cancellation);

        await Eventually.IsTrueAsync(() => Count() == 1_500, "all is handled", Cancellation);
        answered.ShouldBe(Enumerable.Range(0, 1_500).Select(number => $"{number}"));

        int Count()
        {
            lock (answered)
            {
                return answered.Count;
            }
        }
    }

    [Fact]
    public async Task A_refused_token_fails_the_start_with_its_reason()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        string[] arguments = [.. telegram.Arguments, "--BOT_TOKEN=1001:AAunknown"];
        await using var bot = BotApplication.CreateBuilder(arguments).Build();

        var refusal = await Should.ThrowAsync<BotConfigurationException>(() => bot.StartAsync(Cancellation));

        refusal.Code.ShouldBe("token-revoked");
    }

    private static Task<BotApplication> StartEcho(TelegramSimulator telegram)
    {
        var bot = BotApplication.CreateBuilder(telegram.Arguments).Build();
        bot.Text(context => context.ReplyAsync(context.Text!));
        return bot.StartAsync(Cancellation);
    }
}
