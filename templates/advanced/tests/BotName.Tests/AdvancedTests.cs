using TelegramBotStack;

public sealed class AdvancedTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly VirtualClock clock = new();
    private TelegramSimulator telegram = null!;
    private SimulatedUser ada = null!;
    private SimulatedUser bob = null!;
    private BotApplication bot = null!;

    public async ValueTask InitializeAsync()
    {
        telegram = await TelegramSimulator.StartAsync();
        (ada, bob) = (telegram.CreateUser("Ada"), telegram.CreateUser("Bob"));
        bot = await StartBot();
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await telegram.DisposeAsync();
    }

    [Fact]
    public async Task It_says_what_was_said_and_counts_it_by_user_and_by_command()
    {
        (await Ask(bob, "hello")).ShouldBe("🔊 You said: hello");
        (await Ask(bob, "/my_id")).ShouldContain($"{bob.Id}");
        (await Ask(bob, "/stats")).ShouldBe("You have sent me 3 messages.");
        (await Ask(ada, "hello")).ShouldBe("🔊 You said: hello");
        (await Ask(ada, "/stats")).ShouldBe("You have sent me 2 messages.");

        (await Ask(ada, "/admin")).ShouldBe("""
            Users: 2, 0 of them have blocked me
            Messages: 6
            /stats: 2
            text: 2
            /admin: 1
            /my_id: 1
            """);
    }

    [Fact]
    public async Task Only_administrators_see_and_use_their_commands()
    {
        (await Ask(bob, "/admin")).ShouldBe("This is for administrators only.");
        (await Ask(bob, "/broadcast hello")).ShouldBe("This is for administrators only.");
        (await Ask(bob, "/help")).ShouldNotContain("/broadcast");
        (await Ask(ada, "/help")).ShouldContain("/broadcast");
    }

    [Fact]
    public async Task The_administrators_are_told_of_failures_once_a_minute_and_users_each_time()
    {
        await Ask(ada, "/my_id");

        (await Ask(bob, "/divide 0")).ShouldBe("Sorry, that went wrong. The people behind me know of it.");
        (await Next(ada)).ShouldStartWith("⚠️ DivideByZeroException in divide, update ");
        (await Ask(bob, "/divide 0")).ShouldStartWith("Sorry");
        await ada.ExpectNoReply(TimeSpan.FromMilliseconds(300));

        clock.Advance(TimeSpan.FromMinutes(1));
        (await Ask(bob, "/divide 0")).ShouldStartWith("Sorry");
        (await Next(ada)).ShouldStartWith("⚠️ DivideByZeroException");
        (await Ask(bob, "/divide 8")).ShouldBe("100 / 8 = 12");
    }

    [Fact]
    public async Task A_broadcast_is_shown_first_reaches_everybody_who_can_be_reached_and_reports_how_far_it_has_got()
    {
        var (carol, text) = (telegram.CreateUser("Carol"), new string('x', 100));
        foreach (var user in new[] { ada, bob, carol })
        {
            await Ask(user, "/my_id");
        }

        carol.Block();
        await ada.Send($"/broadcast {text}");
        var preview = await ada.NextReply(Patience);
        preview.Text.ShouldEndWith($" users:\n\n{text}");

        await ada.Press(preview, "Send");

        (await Next(bob)).ShouldBe(text);
        var said = new List<string>();
        do
        {
            said.Add(await Next(ada));
        }
        while (!said[^1].EndsWith("Done.", StringComparison.Ordinal));

        said.Count(one => one == text).ShouldBe(2, "the preview without its buttons, and the message itself");
        await bob.ExpectNoReply(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task A_broadcast_that_is_not_meant_is_not_sent()
    {
        await Ask(bob, "/my_id");
        await ada.Send("/broadcast hello");

        await ada.Press(await ada.NextReply(Patience), "Do not send");

        (await Next(ada)).ShouldBe("Nothing was sent.");
        await bob.ExpectNoReply(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task Who_writes_too_much_has_to_wait_but_an_administrator_has_not()
    {
        foreach (var _ in Enumerable.Range(0, Bot.MessagesPerMinute))
        {
            await Ask(bob, "hello");
            await Ask(ada, "hello");
        }

        (await Ask(bob, "hello")).ShouldStartWith("Too many requests. Please try again in ");
        (await Ask(ada, "hello")).ShouldBe("🔊 You said: hello");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await Ask(bob, "hello")).ShouldBe("🔊 You said: hello");
    }

    private Task<BotApplication> StartBot() => Bot.Create([.. telegram.Arguments, $"--BOT_ADMINS={ada.Id}"], clock).StartAsync();

    private static async Task<string> Ask(SimulatedUser user, string text)
    {
        await user.Send(text);
        return await Next(user);
    }

    private static async Task<string> Next(SimulatedUser user) => (await user.NextReply(Patience)).Text;
}
