using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Schedules;

public sealed class TimeZoneCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_zone_is_chosen_by_button_or_by_name_and_outlives_a_restart()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var (ada, olga) = (telegram.CreateUser("Ada"), telegram.CreateUser("Olga", languageCode: "ru"));
        await using (await Start(telegram))
        {
            var question = await ada.AskAsync("/timezone");
            question.Text.ShouldStartWith("Your time zone is Etc/UTC; it is ");
            question.Buttons.SelectMany(row => row).Select(button => button.Text).ShouldContain("New York");
            (await ada.PressAsync(question, "Tokyo")).Text.ShouldStartWith("Your time zone is Asia/Tokyo now; it is ");

            var refused = await olga.AskAsync("/timezone ../etc/passwd");
            refused.Text.ShouldBe("Я не знаю часового пояса «../etc/passwd». Название выглядит так: /timezone Europe/Paris");
            (await olga.AskAsync("/timezone Europe/Moscow")).Text.ShouldStartWith("Теперь ваш часовой пояс – Europe/Moscow; там сейчас ");
        }

        await using var bot = await Start(telegram);
        (await ada.AskAsync("/when")).Text.ShouldBe("2026-03-01 21:00");
        (await olga.AskAsync("/when")).Text.ShouldBe("2026-03-01 15:00");
    }

    [Fact]
    public async Task What_recurs_by_a_users_clock_follows_the_user_into_another_zone()
    {
        await using var test = await ScheduleTest.StartAsync(bot => bot.Schedule<string>("daily", context => context.SendAsync(context.Payload)));
        var nine = Recurrence.Cron("0 9 * * *");
        await test.Schedules.AddAsync("daily", nine, "hers", test.Ada.Id, test.Ada.Id, Cancellation);
        await test.Schedules.AddAsync("daily", Recurrence.Cron("0 9 * * *", "Europe/Berlin"), "fixed", test.Ada.Id, test.Ada.Id, Cancellation);
        await test.Schedules.AddAsync("daily", nine, "another's", userId: 1, cancellationToken: Cancellation);

        await test.Schedules.SetTimeZoneAsync(test.Ada.Id, "Asia/Tokyo", Cancellation);

        (await Due()).ShouldBe([("hers", "03-02 00:00"), ("fixed", "03-02 08:00"), ("another's", "03-02 08:00")]);
        await test.PassesRunByRunUntil(() => test.Time.GetUtcNow() >= DateTimeOffset.Parse("2026-03-02T00:01:00Z"), TimeSpan.FromMinutes(30));
        (await test.NextReply()).ShouldBe("hers");
        (await Due()).ShouldContain(("hers", "03-03 00:00"));

        async Task<IEnumerable<(string, string)>> Due()
            => (await test.Schedules.ListAsync<string>("daily", cancellationToken: Cancellation)).Select(entry => (entry.Payload, entry.DueAt.ToString("MM-dd HH:mm")));
    }

    [Theory]
    [InlineData("1h30m", true)]
    [InlineData(" 2d ", true)]
    [InlineData("soon", false)]
    [InlineData("", false)]
    public void What_users_type_is_read_as_arguments_are(string text, bool isDuration)
    {
        TypedValue.TryParse<TimeSpan>(text, out var duration).ShouldBe(isDuration);
        (duration > TimeSpan.Zero).ShouldBe(isDuration);
        TypedValue.Format(TimeSpan.FromMinutes(90)).ShouldBe("1h30m");
    }

    private static Task<BotApplication> Start(TelegramSimulator telegram)
    {
        var builder = BotApplication.CreateBuilder(telegram.Arguments)
            .UseLocalization()
            .UseTimeZones()
            .ConfigureSchedules(new ScheduleSettings { TimeZone = "Etc/UTC" });
        var bot = builder.Build();
        bot.Command("when", async context => await context.ReplyAsync(
            $"{await context.ToLocalTimeAsync(DateTimeOffset.Parse("2026-03-01T12:00:00Z")):yyyy-MM-dd HH:mm}"));
        return bot.StartAsync(Cancellation);
    }
}
