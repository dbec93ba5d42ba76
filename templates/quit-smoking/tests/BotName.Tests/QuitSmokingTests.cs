using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

public sealed class QuitSmokingTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly VirtualClock clock = new(DateTimeOffset.Parse("2026-01-31T12:00:00Z"));
    private TelegramSimulator telegram = null!;
    private BotApplication bot = null!;

    public async ValueTask InitializeAsync()
    {
        telegram = await TelegramSimulator.StartAsync();
        bot = await Bot.Create(telegram.Arguments, clock).StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await telegram.DisposeAsync();
    }

    [Fact]
    public async Task The_time_and_the_prize_fund_grow_for_each_user_by_themselves()
    {
        var (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));

        (await Ask(ada, "/status")).ShouldStartWith("You have not told me");
        (await Ask(ada, "/quit")).ShouldStartWith("Well done!\nWithout a cigarette for less than a day, since 2026-01-31.\nYour prize fund: 0\n");
        (await Ask(bob, "/quit 2024-12-30")).ShouldStartWith("Well done!\nWithout a cigarette for 1 year, 1 month, 1 day, since 2024-12-30.\nYour prize fund: 65,000\n");

        var status = await Ask(ada, "/status");
        status.ShouldStartWith("Without a cigarette for less than a day");
        Quotes.All.ShouldContain(status.Split('\n')[^1]);
    }

    [Fact]
    public async Task A_day_that_has_not_been_is_refused_and_nothing_is_kept_of_who_wants_to_be_forgotten()
    {
        var ada = telegram.CreateUser("Ada");

        (await Ask(ada, "/quit 2026-02-02")).ShouldStartWith("That day is too far away.");
        await Ask(ada, "/quit");
        (await Ask(ada, "/forget")).ShouldStartWith("All is forgotten.");
        (await Ask(ada, "/status")).ShouldStartWith("You have not told me");

        clock.Advance(TimeSpan.FromDays(40));
        await ada.ExpectNoReply(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Each_month_there_is_a_notice_also_after_a_restart()
    {
        var ada = telegram.CreateUser("Ada");
        await Ask(ada, "/quit 2026-01-01");
        // What was said before counts no longer.
        await Ask(ada, "/quit");

        clock.AdvanceTo(DateTimeOffset.Parse("2026-03-01T00:00:00Z"));
        (await Next(ada)).ShouldStartWith("Another month!\nWithout a cigarette for 1 month, 1 day, since 2026-01-31.\nYour prize fund: 5,000\n");

        await IsNextDue("2026-03-31");

        await bot.DisposeAsync();
        bot = await Bot.Create(telegram.Arguments, clock).StartAsync();
        clock.AdvanceTo(DateTimeOffset.Parse("2026-04-01T00:00:00Z"));
        (await Next(ada)).ShouldStartWith("Another month!\nWithout a cigarette for 2 months, 1 day");
        await ada.ExpectNoReply(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("2026-01-31", "2026-02-27", 0)]
    [InlineData("2026-01-31", "2026-02-28", 1)]
    [InlineData("2026-01-31", "2026-03-30", 1)]
    [InlineData("2024-02-29", "2025-02-28", 12)]
    [InlineData("2020-01-01", "2030-01-01", 120)]
    public void Months_are_those_of_the_calendar_and_the_fund_has_a_limit(string since, string today, int months)
    {
        var progress = new Progress(DateOnly.Parse(since));

        progress.Months(DateOnly.Parse(today)).ShouldBe(months);
        progress.PrizeFund(DateOnly.Parse(today)).ShouldBe(Math.Min(100_000, months * 5_000));
    }

    // A notice is on its way before the next one is written down.
    private async Task IsNextDue(string day)
    {
        using var limit = new CancellationTokenSource(Patience);
        while ((await bot.Services.GetRequiredService<BotSchedules>().ListAsync()).Single().DueAt.ToString("yyyy-MM-dd") != day)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    private static async Task<string> Ask(SimulatedUser user, string text)
    {
        await user.Send(text);
        return await Next(user);
    }

    private static async Task<string> Next(SimulatedUser user) => (await user.NextReply(Patience)).Text;
}
