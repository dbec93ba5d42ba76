namespace TelegramBotStack.Simulator.Tests.BotApi;

public sealed class BotToBotTests : SimulatorTest
{
    private SimulatedBot _tester = null!;
    private RawClient _other = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tester = Telegram.CreateBot("tester_bot");
        _other = new RawClient(Telegram) { Token = _tester.Token };
    }

    [Fact]
    public async Task Bots_that_both_have_the_mode_write_to_each_other()
    {
        Telegram.Bot.CanCommunicateWithBots = _tester.CanCommunicateWithBots = true;

        (await Write(_other, $"@{Telegram.Bot.Username}", "/start")).Result.GetProperty("chat").GetProperty("id").GetInt64().ShouldBe(Telegram.Bot.Id);
        var message = (await Client.Call("getUpdates")).Result[0].GetProperty("message");
        message.GetProperty("text").GetString().ShouldBe("/start");
        message.GetProperty("from").GetProperty("is_bot").GetBoolean().ShouldBeTrue();
        message.GetProperty("from").GetProperty("id").GetInt64().ShouldBe(_tester.Id);

        await Write(Client, message.GetProperty("chat").GetProperty("id").GetInt64(), "Welcome");
        var reply = (await _other.Call("getUpdates")).Result[0].GetProperty("message");
        reply.GetProperty("text").GetString().ShouldBe("Welcome");
        reply.GetProperty("from").GetProperty("id").GetInt64().ShouldBe(Telegram.Bot.Id);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Unless_both_have_the_mode_nothing_is_sent(bool sender, bool receiver)
    {
        (_tester.CanCommunicateWithBots, Telegram.Bot.CanCommunicateWithBots) = (sender, receiver);

        (await Write(_other, $"@{Telegram.Bot.Username}", "/start")).ShouldBeError(400, "Bad Request: USER_BOT_TO_BOT_DISABLED");
        (await Client.Updates()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_bots_that_write_at_once_do_not_wait_for_each_other()
    {
        Telegram.Bot.CanCommunicateWithBots = _tester.CanCommunicateWithBots = true;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => i % 2 == 0
            ? Write(_other, $"@{Telegram.Bot.Username}", $"{i}")
            : Write(Client, "@tester_bot", $"{i}"))).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);

        (await Client.Updates()).Length.ShouldBe(100);
        (await _other.Updates()).Length.ShouldBe(100);
    }

    [Fact]
    public async Task A_name_that_no_bot_has_is_not_found() =>
        (await Write(_other, "@nobody_bot", "/start")).ShouldBeError(400, "Bad Request: chat not found");

    private static Task<Answer> Write(RawClient client, object chat, string text) => client.Call("sendMessage", new { chat_id = chat, text });
}
