public class EchoTests
{
    [Fact]
    public async Task Start_says_hello()
    {
        await using var telegram = await TelegramSimulator.StartAsync();
        await using var bot = await Bot.Create(telegram.Arguments).StartAsync();
        var ada = telegram.CreateUser("Ada");

        await ada.Send("/start");

        (await ada.NextReply()).Text.ShouldBe("Hello! Send me a text, and I send it back.");
    }

    [Fact]
    public async Task A_text_comes_back_to_who_sent_it()
    {
        await using var telegram = await TelegramSimulator.StartAsync();
        await using var bot = await Bot.Create(telegram.Arguments).StartAsync();
        var ada = telegram.CreateUser("Ada");
        var bob = telegram.CreateUser("Bob");

        await ada.Send("Good morning");
        await bob.Send("Good night");

        (await bob.NextReply()).Text.ShouldBe("Good night");
        (await ada.NextReply()).Text.ShouldBe("Good morning");
    }
}
