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

    [Fact]
    public async Task A_member_of_a_group_has_the_menu_that_is_nearest()
    {
        var ada = Telegram.CreateUser("Ada");
        var bob = Telegram.CreateUser("Bob");
        var team = Telegram.CreateGroup("Team", ada, bob);
        await Client.Call("setMyCommands", new { commands = Start });
        await Client.Call("setMyCommands", new { commands = Named("groups"), scope = new { type = "all_group_chats" } });
        await Client.Call("setMyCommands", new { commands = Named("ada"), scope = new { type = "chat_member", chat_id = team.Id, user_id = ada.Id } });

        team.CommandsFor(ada).ShouldHaveSingleItem().Command.ShouldBe("ada");
        team.CommandsFor(bob).ShouldHaveSingleItem().Command.ShouldBe("groups");
        ada.Commands.ShouldHaveSingleItem().Command.ShouldBe("start");
        Should.Throw<InvalidOperationException>(() => team.CommandsFor(Telegram.CreateUser("Eve"))).Message.ShouldContain("Eve is no member");
    }

    [Theory]
    [InlineData("x", "Bad Request: can't parse commands JSON object")]
    [InlineData("{}", "Bad Request: expected an Array of BotCommand")]
    [InlineData("""[{"command":"","description":"x"}]""", "Bad Request: command must be non-empty")]
    [InlineData("""[{"command":"a2345678901234567890123456789012x","description":"x"}]""", "Bad Request: command length must not exceed 32")]
    [InlineData("""[{"command":"Start","description":"x"}]""", "Bad Request: BOT_COMMAND_INVALID")]
    public async Task Wrong_commands_are_refused(string commands, string description)
        => (await Client.Call("setMyCommands", new { commands })).ShouldBeError(400, description);

    private static object[] Named(string command) => [new { command, description = "x" }];

    private async Task<string> Get(object arguments)
        => JsonSerializer.Serialize((await Client.Call("getMyCommands", arguments)).Result);
}
