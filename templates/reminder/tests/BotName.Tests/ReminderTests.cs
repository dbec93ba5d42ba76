using TelegramBotStack;

public sealed class ReminderTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly VirtualClock clock = new(DateTimeOffset.Parse("2026-03-01T11:00:00Z"));
    private TelegramSimulator telegram = null!;
    private SimulatedUser ada = null!;
    private BotApplication bot = null!;

    public async ValueTask InitializeAsync()
    {
        telegram = await TelegramSimulator.StartAsync();
        ada = telegram.CreateUser("Ada");
        bot = await Bot.Create(telegram.Arguments, clock).StartAsync();
        await Ask("/timezone Europe/Berlin");
        // One o'clock in Berlin, however long the start took.
        clock.AdvanceTo(DateTimeOffset.Parse("2026-03-01T12:00:00Z"));
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await telegram.DisposeAsync();
    }

    [Theory]
    [InlineData("in 30m the tea", "2026-03-01 13:30")]
    [InlineData("in 1d12h the tea", "2026-03-03 01:00")]
    [InlineData("at 14:30 the tea", "2026-03-01 14:30")]
    [InlineData("At 9:05 the tea", "2026-03-02 09:05")]
    public async Task A_reminder_comes_when_it_is_due_and_not_before(string words, string due)
    {
        (await Ask($"/remind {words}")).ShouldBe($"I will remind you at {due} (Europe/Berlin).");
        var moment = TimeZones.ToInstant(DateTime.Parse(due), TimeZones.Find("Europe/Berlin"));

        clock.AdvanceTo(moment - TimeSpan.FromMinutes(1));
        await ada.ExpectNoReply(TimeSpan.FromMilliseconds(300));
        clock.AdvanceTo(moment);

        (await Next()).ShouldBe("⏰ the tea");
    }

    [Theory]
    [InlineData("/remind")]
    [InlineData("/remind in 30m")]
    [InlineData("/remind in a while tea")]
    [InlineData("/remind in 0m tea")]
    [InlineData("/remind in 9000w tea")]
    [InlineData("/remind at 25:00 tea")]
    public async Task What_means_no_time_is_answered_with_examples(string text)
        => (await Ask(text)).ShouldStartWith("Tell me when, and of what:\n/remind in 30m the tea\n");

    [Fact]
    public async Task A_reminder_survives_restarts_and_comes_once_also_when_it_came_due_while_the_bot_was_down()
    {
        await Ask("/remind in 10m the tea");
        await Ask("/remind in 20m the coffee");

        await Restart(meanwhile: TimeSpan.FromMinutes(15));
        (await Next()).ShouldBe("⏰ the tea");
        await Restart(meanwhile: TimeSpan.Zero);
        clock.Advance(TimeSpan.FromMinutes(10));

        (await Next()).ShouldBe("⏰ the coffee");
        await Restart(meanwhile: TimeSpan.FromDays(1));
        await ada.ExpectNoReply(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task The_list_shows_what_is_to_come_by_the_users_clock_and_a_pressed_one_is_deleted()
    {
        await Ask("/remind in 2h the\ncoffee");
        await Ask("/remind in 1h the tea");
        (await Show("/reminders")).ShouldBe("Reminders: 2. Press one to delete it. | 03-01 14:00 the tea | 03-01 15:00 the coffee | Close");

        await Ask("/timezone Asia/Tokyo");
        var list = await Send("/reminders");
        (await (await ada.Press(list, "03-01 22:00 the tea")).Answer(Patience)).Text.ShouldBe("Deleted.");
        Show(await ada.NextReply(Patience)).ShouldBe("Reminders: 1. Press one to delete it. | 03-01 23:00 the coffee | Close");

        clock.Advance(TimeSpan.FromHours(2));
        (await Next()).ShouldBe("⏰ the\ncoffee");
        (await Show("/reminders")).ShouldBe("There is nothing that I shall remind you of. | Close");
    }

    [Fact]
    public async Task Nobody_sees_or_deletes_the_reminders_of_others()
    {
        var bob = telegram.CreateUser("Bob");
        var team = telegram.CreateGroup("Team", ada, bob);
        await ada.Send("/remind in 1h the meeting", team);
        await team.NextReply(Patience);
        await ada.Send("/reminders", team);
        var list = await team.NextReply(Patience);

        (await (await bob.Press(list, "03-01 14:00 the meeting")).Answer(Patience)).Text.ShouldBe("That one is gone.");
        (await team.NextReply(Patience)).Text.ShouldBe("There is nothing that I shall remind you of.");
        clock.Advance(TimeSpan.FromHours(1));

        (await team.NextReply(Patience)).Text.ShouldBe("⏰ the meeting");
    }

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "02:30", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-24T12:00:00Z", "02:30", "2026-10-25T00:30:00Z")]
    [InlineData("2026-03-28T09:00:00Z", "09:30", "2026-03-29T07:30:00Z")]
    public void The_clock_on_the_wall_counts_also_in_the_nights_when_it_is_changed(string now, string time, string due)
        => ReminderTime.Read("at", time, DateTimeOffset.Parse(now), TimeZones.Find("Europe/Berlin")).ShouldBe(DateTimeOffset.Parse(due));

    [Fact]
    public async Task There_are_not_more_than_a_hundred()
    {
        // As many as a user may write in a minute, four times.
        for (var count = 0; count < Reminders.MostInAChat; count++)
        {
            if (count % 30 == 29)
            {
                clock.Advance(TimeSpan.FromMinutes(1));
            }

            await Ask("/remind in 300d the tea");
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        (await Ask("/remind in 1m one more")).ShouldStartWith("There are 100 reminders already.");
    }

    private async Task Restart(TimeSpan meanwhile)
    {
        await bot.DisposeAsync();
        clock.Advance(meanwhile);
        bot = await Bot.Create(telegram.Arguments, clock).StartAsync();
    }

    private async Task<string> Ask(string text) => (await Send(text)).Text;

    private async Task<string> Show(string text) => Show(await Send(text));

    private async Task<ChatMessage> Send(string text)
    {
        await ada.Send(text);
        return await ada.NextReply(Patience);
    }

    private async Task<string> Next() => (await ada.NextReply(Patience)).Text;

    // The text and, row by row, the buttons below it.
    private static string Show(ChatMessage message)
        => string.Join(" | ", [message.Text, .. message.Buttons.Select(row => string.Join(',', row.Select(button => button.Text)))]);
}
