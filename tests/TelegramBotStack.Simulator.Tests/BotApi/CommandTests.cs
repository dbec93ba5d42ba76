using System.Text.Json;

namespace TelegramBotStack.Simulator.Tests.BotApi;

public sealed class CommandTests : SimulatorTest
{
    private static readonly object[] Start = [new { command = "start", description = "Begin" }];

    [Fact]
    public async Task Commands_are_kept_by_scope_and_language()
    {
        await Client.Call("setMyCommands", new { commands = Start });
        await Client.Call("setMyCommands", new { commands = Start, scope = new { type = "all_group_chats" }, language_code = "de" });

        Telegram.Bot.Commands.ShouldBe([new BotCommand("start", "Begin")]);
        (await Get(new { })).ShouldBe("""[{"command":"start","description":"Begin"}]""");
        (await Get(new { language_code = "de" })).ShouldBe("[]");
        (await Get(new { scope = new { type = "all_group_chats" }, language_code = "de" })).ShouldNotBe("[]");

        await Client.Call("deleteMyCommands");
        (await Get(new { })).ShouldBe("[]");
    }

    [Theory]
    [InlineData("x", "Bad Request: can't parse commands JSON object")]
    [InlineData("{}", "Bad Request: expected an Array of BotCommand")]
    [InlineData("""[{"command":"","description":"x"}]""", "Bad Request: command must be non-empty")]
    [InlineData("""[{"command":"a2345678901234567890123456789012x","description":"x"}]""", "Bad Request: command length must not exceed 32")]
    [InlineData("""[{"command":"Start","description":"x"}]""", "Bad Request: BOT_COMMAND_INVALID")]
    public async Task Wrong_commands_are_refused(string commands, string description)
        => (await Client.Call("setMyCommands", new { commands })).ShouldBeError(400, description);

    private async Task<string> Get(object arguments)
        => JsonSerializer.Serialize((await Client.Call("getMyCommands", arguments)).Result);
}
