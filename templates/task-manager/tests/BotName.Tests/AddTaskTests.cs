public sealed class AddTaskTests : TaskBotTest
{
    private const string DueQuestion = "Until when? Press a button, or write it like this: 2026-12-31 14:30 | Today 18:00 | Tomorrow 9:00 | In a week | Any time";
    private const string PriorityQuestion = "How much does it matter? | Much,As usual,Little";
    private const string Buttons = " | ✅ Done,✏️ Change | 🗑 Delete,« Tasks";

    [Fact]
    public async Task A_task_is_asked_for_and_noted_also_when_the_bot_is_restarted_between_any_two_answers()
    {
        (await Ask("/add")).ShouldBe("What do you have to do?");
        await Restart();
        (await Ask("Buy milk")).ShouldBe(DueQuestion);
        await Restart(meanwhile: TimeSpan.FromMinutes(10));
        (await Choose("Tomorrow 9:00")).ShouldBe(PriorityQuestion);
        await Restart();
        (await Choose("Much")).ShouldBe("I have noted it.\n\nBuy milk\n\nDue: 2026-03-03 09:00\nMatters: Much" + Buttons);
    }

    [Fact]
    public async Task Whatever_is_written_is_a_task_and_an_answer_may_be_written_too()
    {
        (await Ask("Buy milk")).ShouldBe(DueQuestion);
        await Ask("2026-12-31 14:30");
        (await Next()).ShouldBe(PriorityQuestion);
        await Ask("little");
        (await Next()).ShouldBe("I have noted it.\n\nBuy milk\n\nDue: 2026-12-31 14:30\nMatters: Little" + Buttons);
    }

    [Fact]
    public async Task What_will_not_do_is_asked_for_again()
    {
        (await Ask($"/add {new string('x', 201)}")).ShouldBe("What do you have to do?");
        (await Ask(new string('x', 201))).ShouldBe("Please write it in up to 200 characters.");
        (await Ask("Buy milk")).ShouldBe(DueQuestion);
        (await Ask("2026-03-01 12:00")).ShouldBe("Please write a moment to come, like this: 2026-12-31 14:30");
        (await Ask("soon")).ShouldBe("Please write a moment to come, like this: 2026-12-31 14:30");
        (await Choose("Any time")).ShouldBe(PriorityQuestion);
        (await Ask("very much")).ShouldBe("Please press one of the buttons.");
        (await Choose("As usual")).ShouldBe("I have noted it.\n\nBuy milk\n\nDue: any time\nMatters: As usual" + Buttons);
    }

    [Fact]
    public async Task In_the_evening_today_is_over()
    {
        ItIs("2026-03-02 18:30");

        (await Ask("Buy milk")).ShouldNotContain("Today");
    }

    [Fact]
    public async Task What_is_given_up_is_not_noted()
    {
        await Ask("Buy milk");
        (await Ask("/cancel")).ShouldBe("Cancelled.");

        (await Ask("/tasks")).ShouldStartWith("0 tasks");
    }
}
