public sealed class AdminTests : TaskBotTest
{
    [Fact]
    public async Task Administrators_see_how_much_the_bot_is_used()
    {
        var bob = Telegram.CreateUser("Bob");
        await Ask("/tasks", bob);
        await Add("one");
        await Add("two");
        await Press("✅ Done");

        (await Ask("/stats")).ShouldBe("Users: 2, 0 of them have blocked me\nTasks: 1 open, 1 done in the last 30 days");
        (await Ask("/stats", bob)).ShouldBe("This is for administrators only.");
        Ada.Commands.Select(command => command.Command).ShouldContain("stats");
        bob.Commands.Select(command => command.Command).ShouldNotContain("stats");
    }

    [Fact]
    public async Task What_is_written_to_everybody_is_shown_first_and_sent_once_when_it_is_meant()
    {
        var (bob, text) = (Telegram.CreateUser("Bob"), $"We are back on Monday. {new string('x', 80)}");
        await Ask("/tasks", bob);
        (await Ask($"/broadcast {text}")).ShouldBe($"To 2 users:\n\n{text} | Send,Do not send");
        var preview = Ada.Messages[^1];

        await Ada.Press(preview, "Send");
        (await Next(bob)).ShouldBe(text);

        await bob.ExpectNoReply(Moment);
        var said = new List<string>();
        do
        {
            said.Add(await Next());
        }
        while (said[^1] != "Broadcast 1: 2 of 2. 2 sent, 0 blocked, 0 failed. Done.");
    }

    [Fact]
    public async Task What_is_not_meant_is_not_sent()
    {
        var bob = Telegram.CreateUser("Bob");
        await Ask("/tasks", bob);
        await Ask("/broadcast We are back on Monday.");

        (await Press("Do not send")).ShouldBe("Nothing was sent.");
        await bob.ExpectNoReply(Moment);
    }
}
