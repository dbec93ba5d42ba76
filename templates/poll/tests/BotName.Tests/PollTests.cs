using TelegramBotStack;

public sealed class PollTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private TelegramSimulator telegram = null!;
    private SimulatedUser ada = null!;
    private SimulatedUser bob = null!;
    private BotApplication bot = null!;

    public async ValueTask InitializeAsync()
    {
        telegram = await TelegramSimulator.StartAsync();
        (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        bot = await Bot.Create([.. telegram.Arguments, $"--BOT_ADMINS={ada.Id}"]).StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await telegram.DisposeAsync();
    }

    [Fact]
    public async Task Each_has_one_vote_and_can_change_it()
    {
        var poll = await Ask(ada, "/create_poll Tea or coffee? | Tea | Coffee");
        poll.Text.ShouldBe("№ 1: Tea or coffee?\n\nTea\n░░░░░░░░░░ 0% (0)\n\nCoffee\n░░░░░░░░░░ 0% (0)\n\nVotes: 0");

        var press = await ada.Press(poll, "Tea");
        (await press.Answer(Patience)).Text.ShouldBe("You chose: Tea");
        (await Next(ada)).Text.ShouldEndWith("Votes: 1");
        await bob.Press(await Ask(bob, "/vote 1"), "Tea");
        (await Next(bob)).Text.ShouldContain("Tea\n██████████ 100% (2)");
        await ada.Press(poll, "Coffee");

        (await Next(ada)).Text.ShouldBe("№ 1: Tea or coffee?\n\nTea\n█████░░░░░ 50% (1)\n\nCoffee\n█████░░░░░ 50% (1)\n\nVotes: 2");
        (await Ask(bob, "/results 1")).Text.ShouldEndWith("Votes: 2");
    }

    [Fact]
    public async Task Polls_are_listed_and_what_is_no_poll_is_explained()
    {
        (await Ask(bob, "/list_polls")).Text.ShouldBe("There are no polls. /create_poll makes one.");
        (await Ask(bob, "/create_poll Tea?")).Text.ShouldStartWith("Write a question and 2 to 10 different answers:");
        (await Ask(bob, "/create_poll Tea? | Yes | Yes")).Text.ShouldStartWith("Write a question");
        await Ask(bob, "/create_poll Tea? | Yes | No");
        await Ask(ada, "/create_poll Milk? | Yes | No");

        (await Ask(bob, "/list_polls")).Text.ShouldBe("№ 1: Tea? (0) /vote 1\n№ 2: Milk? (0) /vote 2");
        (await Ask(bob, "/results 7")).Text.ShouldStartWith("There is no poll № 7.");
        (await Ask(bob, "/vote tea")).Text.ShouldContain("/vote number");
    }

    [Fact]
    public async Task Only_an_administrator_deletes_polls_and_only_when_it_is_meant()
    {
        var tea = await Ask(bob, "/create_poll Tea? | Yes | No");
        await Ask(bob, "/create_poll Milk? | Yes | No");

        (await Ask(bob, "/delete_poll 1")).Text.ShouldBe("This is for administrators only.");
        var question = await Ask(ada, "/delete_poll 1");
        question.Text.ShouldBe("Delete poll № 1, “Tea?”?");
        await ada.Press(question, "Keep");
        (await Next(ada)).Text.ShouldBe("Nothing was deleted.");
        await ada.Press(await Ask(ada, "/delete_poll 1"), "Delete");
        (await Next(ada)).Text.ShouldBe("№ 1 is deleted.");
        (await (await bob.Press(tea, "Yes")).Answer(Patience)).Text.ShouldBe("This poll is gone.");

        await ada.Press(await Ask(ada, "/clear_polls"), "Delete all");
        (await Next(ada)).Text.ShouldBe("Deleted: 1");
        (await Ask(bob, "/list_polls")).Text.ShouldStartWith("There are no polls.");
    }
{% if storage != "Memory" %}
    [Fact]
    public async Task Polls_and_their_buttons_survive_a_restart()
    {
        var poll = await Ask(bob, "/create_poll Tea? | Yes | No");
        await bot.DisposeAsync();
        bot = await Bot.Create(telegram.Arguments).StartAsync();

        await bob.Press(poll, "Yes");

        (await Next(bob)).Text.ShouldEndWith("Votes: 1");
        (await Ask(bob, "/create_poll Milk? | Yes | No")).Text.ShouldStartWith("№ 2");
    }
{% endif %}
    private static async Task<ChatMessage> Ask(SimulatedUser user, string text)
    {
        await user.Send(text);
        return await Next(user);
    }

    private static Task<ChatMessage> Next(SimulatedUser user) => user.NextReply(Patience);
}
