namespace TelegramBotStack.Simulator.Tests;

public sealed class TestKitTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bot_on_Telegram_Bot_answers_a_user()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        await using var bot = new EchoBot(telegram.Token, telegram.BaseUrl);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("hello");

        var reply = await ada.NextReply(cancellationToken: Cancelled);
        reply.Text.ShouldBe("hello");
        reply.IsFromBot.ShouldBeTrue();
        bot.Errors.ShouldBeEmpty();
    }
}
