public sealed class TaskReminderTests : TaskBotTest
{
    [Fact]
    public async Task An_hour_before_a_task_is_due_the_user_is_reminded_once_also_after_a_restart()
    {
        await Add("Buy milk", due: "Today 18:00");
        ItIs("2026-03-02 16:55");
        await Ada.ExpectNoReply(Moment);
        await Restart();
        ItIs("2026-03-02 17:00");

        (await Next()).ShouldBe("⏰ Do not forget:\n\nBuy milk\n\nDue: 2026-03-02 18:00\nMatters: As usual | ✅ Done,✏️ Change | 🗑 Delete,« Tasks");
        await Restart(meanwhile: TimeSpan.FromHours(2));
        await Ada.ExpectNoReply(Moment);
        (await Press("✅ Done")).ShouldBe("0 tasks | ➕ New task");
    }

    [Fact]
    public async Task What_came_due_while_the_bot_was_down_is_made_up_for()
    {
        await Add("Buy milk", due: "Today 18:00");

        await Restart(meanwhile: TimeSpan.FromHours(12));

        (await Next()).ShouldStartWith("⏰ Do not forget:\n\nBuy milk");
    }

    [Fact]
    public async Task A_task_that_is_due_within_the_hour_is_reminded_of_when_it_is_due()
    {
        await Add("Buy milk", due: "2026-03-02 09:45");

        ItIs("2026-03-02 09:40");
        await Ada.ExpectNoReply(Moment);
        ItIs("2026-03-02 09:45");

        (await Next()).ShouldStartWith("⏰ Do not forget:\n\nBuy milk");
    }

    [Fact]
    public async Task A_reminder_moves_with_its_task()
    {
        await Add("Buy milk", due: "Today 18:00");
        await Press("✏️ Change");
        await Choose("The time");
        await Choose("Tomorrow 9:00");

        ItIs("2026-03-02 19:00");
        await Ada.ExpectNoReply(Moment);
        ItIs("2026-03-03 07:59");
        await Ada.ExpectNoReply(Moment);
        ItIs("2026-03-03 08:00");

        var said = new[] { await Next(), await Next() };
        said.ShouldContain(text => text.StartsWith("⏰ Do not forget:\n\nBuy milk", StringComparison.Ordinal));
        said.ShouldContain("Due today:\nBuy milk · 03-03 09:00\n\n1 task in all: /tasks");
    }

    [Theory]
    [InlineData("✅ Done")]
    [InlineData("🗑 Delete")]
    public async Task Nobody_is_reminded_of_what_is_done_or_deleted(string button)
    {
        await Add("Buy milk", due: "Today 18:00");
        await Press(button);
        if (button == "🗑 Delete")
        {
            await Press("Delete");
        }

        ItIs("2026-03-02 19:00");
        await Ada.ExpectNoReply(Moment);
    }
}
