using CsCheck;
using TelegramBotStack.Handlers;

namespace TelegramBotStack.Tests.Handlers;

public sealed class CommandTextTests
{
    [Theory]
    [InlineData("/start", "start", null, "")]
    [InlineData("/Start", "start", null, "")]
    [InlineData("/start@my_bot", "start", "my_bot", "")]
    [InlineData("/start  a b ", "start", null, "a b")]
    [InlineData("/start@my_bot\na\nb", "start", "my_bot", "a\nb")]
    public void A_command_has_a_name_perhaps_a_bot_and_arguments(string text, string name, string? bot, string arguments)
        => CommandText.Parse(text).ShouldBe(new CommandText(name, bot, arguments));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("start")]
    [InlineData(" /start")]
    [InlineData("/start!")]
    [InlineData("/straße")]
    [InlineData("//start")]
    [InlineData("/start@")]
    [InlineData("/a2345678901234567890123456789012345")]
    public void Anything_else_is_no_command(string? text) => CommandText.Parse(text).ShouldBeNull();

    [Fact]
    public void No_text_is_too_strange_to_parse()
        => Gen.String.Sample(text =>
        {
            var command = CommandText.Parse("/" + text);
            if (command is not null)
            {
                CommandText.IsName(command.Name).ShouldBeTrue();
            }
        });

    [Theory]
    [InlineData(null, true)]
    [InlineData("My_Bot", true)]
    [InlineData("other_bot", false)]
    public void A_command_for_another_bot_is_not_ours(string? bot, bool isOurs)
        => new CommandText("start", bot, "").IsFor("my_bot").ShouldBe(isOurs);
}
