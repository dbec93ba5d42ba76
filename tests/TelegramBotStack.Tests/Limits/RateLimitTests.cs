using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Limits;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Limits;

public sealed class RateLimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_over_the_limit_is_told_once_how_long_to_wait_and_others_are_answered()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Command("weather", [RateLimit(2, perSeconds: 3600)] (context) => context.ReplyAsync("sunny"));
        bot.Text(context => context.ReplyAsync(context.Text!));
        await using var running = await bot.StartAsync(Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));

        (await Ask(ada, "/weather", "/weather", "/weather", "/weather", "and this"))
            .ShouldBe(["sunny", "sunny", "Too many requests. Please try again in 60 min.", "and this"]);
        (await Ask(bob, "/weather", "done")).ShouldBe(["sunny", "done"]);
    }

    [Fact]
    public async Task A_button_over_the_limit_is_answered_with_an_alert()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Command("start", context => context.ReplyAsync("?", new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Vote", "vote"))));
        bot.Callback("vote", context => context.AnswerAsync("counted"), options => options.RateLimit(1, TimeSpan.FromHours(1), message: "Wait {0}"));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("/start");
        var menu = await ada.NextReply(Patience, Cancellation);

        (await (await ada.Press(menu, "Vote")).Answer(Patience, Cancellation)).Text.ShouldBe("counted");
        (await (await ada.Press(menu, "Vote")).Answer(Patience, Cancellation)).ShouldBe(new CallbackAnswer("Wait 60 min", true, null));
    }

    [Fact]
    public async Task A_limited_handler_that_throws_runs_once_and_admins_are_exempt_where_it_is_said()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, bob, eve) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"), telegram.CreateUser("Eve"));
        var builder = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage();
        builder.Services.AddSingleton<IRateLimitExemption>(new Admins(ada.Id, unknown: eve.Id));
        var bot = builder.Build();
        var calls = 0;
        bot.Command(
            "fail",
            _ =>
            {
                Interlocked.Increment(ref calls);
                throw new InvalidOperationException("as told");
            },
            options => options.RateLimit(1, TimeSpan.FromHours(1), exemptAdmins: true));
        bot.Error((context, exception) => context.ReplyAsync(exception.Message));
        bot.Text(context => context.ReplyAsync(context.Text!));
        await using var running = await bot.StartAsync(Cancellation);

        (await Ask(bob, "/fail", "/fail", "done")).ShouldBe(["as told", "Too many requests. Please try again in 60 min.", "done"]);
        calls.ShouldBe(1);
        (await Ask(ada, "/fail", "/fail", "done")).ShouldBe(["as told", "as told", "done"]);
        (await Ask(eve, "/fail", "/fail", "done")).ShouldBe(["as told", "as told", "done"], "what cannot be found out lets through");
    }

    [Fact]
    public async Task Limits_of_the_whole_bot_hold_together()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage()
            .UseRateLimit(new RateLimit(2, TimeSpan.FromHours(1)) { Message = "user" })
            .UseRateLimit(new RateLimit(3, TimeSpan.FromHours(1)) { Scope = RateLimitScope.Global, Message = "bot" })
            .Build();
        bot.Text(context => context.ReplyAsync(context.Text!));
        await using var running = await bot.StartAsync(Cancellation);
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));

        (await Ask(ada, "1", "2", "3")).ShouldBe(["1", "2", "user"]);
        (await Ask(bob, "1", "2")).ShouldBe(["1", "bot"]);
    }

    [Fact]
    public void The_window_slides()
    {
        var time = new FakeTimeProvider();
        var counter = new CallCounter(new RateLimit(2, TimeSpan.FromSeconds(60)), time);

        counter.Count(1).IsAllowed.ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(40));
        counter.Count(1).IsAllowed.ShouldBeTrue();
        counter.Count(1).ShouldBe(new CallVerdict(TimeSpan.FromSeconds(20), IsFirstRefusal: true));
        counter.Count(1).ShouldBe(new CallVerdict(TimeSpan.FromSeconds(20), IsFirstRefusal: false));
        time.Advance(TimeSpan.FromSeconds(20));
        counter.Count(1).IsAllowed.ShouldBeTrue();
        counter.Count(1).ShouldBe(new CallVerdict(TimeSpan.FromSeconds(40), IsFirstRefusal: true));
    }

    [Fact]
    public void What_is_remembered_is_bounded_however_many_users_call()
    {
        var time = new FakeTimeProvider();
        var counter = new CallCounter(new RateLimit(1, TimeSpan.FromSeconds(60)), time, maximumKeys: 100);

        for (var user = 0; user < 1_000; user++)
        {
            counter.Count(user).IsAllowed.ShouldBeTrue();
            time.Advance(TimeSpan.FromMilliseconds(1));
            counter.Keys.ShouldBeLessThanOrEqualTo(100);
        }

        counter.Count(999).IsAllowed.ShouldBeFalse("the newest are remembered");
        time.Advance(TimeSpan.FromSeconds(61));
        for (var user = 2_000; user < 2_020; user++)
        {
            counter.Count(user);
        }

        counter.Keys.ShouldBeLessThanOrEqualTo(20, "those whose time is over are forgotten");
    }

    [Fact]
    public async Task Calls_at_the_same_time_are_counted_each()
    {
        var counter = new CallCounter(new RateLimit(50, TimeSpan.FromHours(1)), TimeProvider.System);

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => counter.Count(1))));

        verdicts.Count(verdict => verdict.IsAllowed).ShouldBe(50);
        verdicts.Count(verdict => verdict.IsFirstRefusal).ShouldBe(1);
    }

    /// <summary>Sends texts and takes replies until that to the last one, which says nothing new after it.</summary>
    private static async Task<IReadOnlyList<string>> Ask(SimulatedUser user, params string[] texts)
    {
        foreach (var text in texts)
        {
            await user.Send(text);
        }

        var replies = new List<string>();
        do
        {
            replies.Add((await user.NextReply(Patience, Cancellation)).Text);
        }
        while (replies[^1] != texts[^1] && replies[^1] is not ("user" or "bot"));

        return replies;
    }

    private sealed class Admins(long admin, long unknown) : IRateLimitExemption
    {
        public ValueTask<bool> IsExemptAsync(UpdateContext context)
            => context.User!.Id == unknown
                ? throw new IOException("the storage is away")
                : ValueTask.FromResult(context.User.Id == admin);
    }
}
