public sealed class TaskListTests : TaskBotTest
{
    [Fact]
    public async Task Tasks_are_listed_by_pages_what_is_due_first_and_matters_most_before_the_rest()
    {
        await Add("one");
        await Add("two", priority: "Little");
        await Add("three", priority: "Much");
        await Add("four", due: "Tomorrow 9:00");
        await Add("five", due: "Today 18:00");
        await Add("six", due: "2026-03-03 09:00", priority: "Much");

        (await Ask("/tasks")).ShouldBe(
            "6 tasks | five · 03-02 18:00 | ❗ six · 03-03 09:00 | four · 03-03 09:00 | ❗ three | one | «,1/2,» | ➕ New task");
        (await Press("»")).ShouldBe("6 tasks | ▫️ two | «,2/2,» | ➕ New task");
        await Press("▫️ two");
        (await Press("✅ Done")).ShouldStartWith("5 tasks | five");
        await Press("➕ New task");
        Ada.Messages[^1].Text.ShouldBe("What do you have to do?");
    }

    [Fact]
    public async Task A_task_is_done_once()
    {
        await Add("one");
        await Add("two");
        await Ask("/tasks");
        (await Press("one")).ShouldBe("one\n\nDue: any time\nMatters: As usual | ✅ Done,✏️ Change | 🗑 Delete,« Tasks");
        var card = Ada.Messages[^1];

        (await (await Ada.Press(card, "✅ Done")).Answer(Patience)).Text.ShouldBe("Well done!");
        (await Next()).ShouldBe("1 task | two | ➕ New task");

        // The card that was sent when the task was added still has its buttons.
        var first = Ada.Messages.First(message => message.Text.StartsWith("I have noted it.\n\none", StringComparison.Ordinal));
        (await (await Ada.Press(first, "✅ Done")).Answer(Patience)).Text.ShouldBe("This task is done or deleted.");
        (await Next()).ShouldBe("1 task | two | ➕ New task");
    }

    [Fact]
    public async Task A_task_is_deleted_when_it_is_meant()
    {
        await Add("one");
        await Ask("/tasks");
        await Press("one");

        (await Press("🗑 Delete")).ShouldBe("Delete “one”? | Delete,Keep");
        (await Press("Keep")).ShouldStartWith("one\n\n");
        await Press("🗑 Delete");
        (await Press("Delete")).ShouldBe("0 tasks | ➕ New task");
    }

    [Fact]
    public async Task Everybody_has_tasks_of_their_own()
    {
        var bob = Telegram.CreateUser("Bob");
        await Add("one");

        (await Ask("/tasks", bob)).ShouldBe("0 tasks | ➕ New task");
    }

    [Fact]
    public async Task Tasks_and_the_buttons_below_them_survive_a_restart()
    {
        await Add("one");
        await Ask("/tasks");
        await Restart();

        (await Press("one")).ShouldStartWith("one\n\n");
        (await Press("« Tasks")).ShouldBe("1 task | one | ➕ New task");
    }
}
