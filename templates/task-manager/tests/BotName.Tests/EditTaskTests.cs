public sealed class EditTaskTests : TaskBotTest
{
    [Theory]
    [InlineData("The text", "Buy bread", "Changed.\n\nBuy bread\n\nDue: 2026-03-02 18:00\nMatters: As usual")]
    [InlineData("The time", "Tomorrow 9:00", "Changed.\n\nBuy milk\n\nDue: 2026-03-03 09:00\nMatters: As usual")]
    [InlineData("The time", "Any time", "Changed.\n\nBuy milk\n\nDue: any time\nMatters: As usual")]
    [InlineData("How much it matters", "Much", "Changed.\n\nBuy milk\n\nDue: 2026-03-02 18:00\nMatters: Much")]
    public async Task One_thing_is_changed_and_the_rest_stays(string part, string answer, string changed)
    {
        await Add("Buy milk", due: "Today 18:00");
        (await Press("✏️ Change")).ShouldBe("What is to be changed? | The text | The time | How much it matters");
        await Restart();
        await Choose(part);

        (part == "The text" ? await Ask(answer) : await Choose(answer)).ShouldStartWith(changed);
    }

    [Fact]
    public async Task A_task_that_is_done_meanwhile_stays_done()
    {
        await Add("Buy milk");
        await Press("✏️ Change");
        await Choose("The text");
        await Press("✅ Done");

        (await Ask("Buy bread")).ShouldBe("This task is done or deleted.");
        (await Ask("/tasks")).ShouldStartWith("0 tasks");
    }
}
