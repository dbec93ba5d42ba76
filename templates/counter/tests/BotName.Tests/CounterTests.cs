public class CounterTests
{
    [Fact]
    public async Task Each_chat_has_its_own_count()
    {
        await using var telegram = await TelegramSimulator.StartAsync();
        await using var bot = await Bot.Create(telegram.Arguments).StartAsync();
        var ada = telegram.CreateUser("Ada");
        var bob = telegram.CreateUser("Bob");

        (await Ask(ada, "one")).ShouldBe("Message 1");
        (await Ask(ada, "two")).ShouldBe("Message 2");
        (await Ask(bob, "one")).ShouldBe("Message 1");
        (await Ask(ada, "/count")).ShouldBe("Messages so far: 2");
    }

    [Fact]
    public async Task Reset_starts_again()
    {
        await using var telegram = await TelegramSimulator.StartAsync();
        await using var bot = await Bot.Create(telegram.Arguments).StartAsync();
        var ada = telegram.CreateUser("Ada");

        await Ask(ada, "one");
        (await Ask(ada, "/reset")).ShouldBe("The count is back at 0.");
        (await Ask(ada, "one again")).ShouldBe("Message 1");
    }
{% if storage != "Memory" %}
    [Fact]
    public async Task The_count_survives_a_restart()
    {
        await using var telegram = await TelegramSimulator.StartAsync();
        var ada = telegram.CreateUser("Ada");
        await using (await Bot.Create(telegram.Arguments).StartAsync())
        {
            await Ask(ada, "one");
        }

        await using var restarted = await Bot.Create(telegram.Arguments).StartAsync();

        (await Ask(ada, "two")).ShouldBe("Message 2");
    }
{% endif %}
    private static async Task<string> Ask(SimulatedUser user, string text)
    {
        await user.Send(text);
        return (await user.NextReply()).Text;
    }
}
