public sealed class DailyDigestTests : TaskBotTest
{
    [Fact]
    public async Task Each_morning_what_is_late_and_what_is_due_is_summed_up()
    {
        await Add("milk", due: "2026-03-02 09:30");
        await Add("bread", due: "2026-03-03 20:00", priority: "Much");
        await Add("some day");
        ItIs("2026-03-02 09:30");
        (await Next()).ShouldStartWith("⏰");

        ItIs("2026-03-03 07:59");
        await Ada.ExpectNoReply(Moment);
        ItIs("2026-03-03 08:00");

        (await Next()).ShouldBe("Late:\nmilk · 03-02 09:30\n\nDue today:\n❗ bread · 03-03 20:00\n\n3 tasks in all: /tasks");
    }

    [Fact]
    public async Task It_comes_at_eight_by_the_clock_of_the_user_also_in_another_zone()
    {
        await Add("milk", due: "2026-03-03 20:00");
        await Ask("/timezone America/New_York");

        ItIs("2026-03-03 13:59");
        await Ada.ExpectNoReply(Moment);
        ItIs("2026-03-03 14:00");

        (await Next()).ShouldBe("Due today:\nmilk · 03-03 14:00\n\n1 task in all: /tasks");
    }

    [Fact]
    public async Task There_is_none_when_nothing_is_due_and_none_for_who_wants_none()
    {
        await Add("some day");
        ItIs("2026-03-03 12:00");
        await Ada.ExpectNoReply(Moment);

        await Add("milk", due: "2026-03-04 20:00");
        (await Ask("/settings")).ShouldBe("Settings | ✅ A summary at eight each morning | Close");
        (await Press("✅ A summary at eight each morning")).ShouldBe("Settings | ⬜ A summary at eight each morning | Close");
        await Restart();
        ItIs("2026-03-04 12:00");
        await Ada.ExpectNoReply(Moment);
    }
}
