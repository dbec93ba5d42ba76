using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Tests.Scaffolding;

public class BotNameTests
{
    [Theory]
    [InlineData("EchoBot", "echo-bot")]
    [InlineData("echo", "echo")]
    [InlineData("Ada.Bots.Echo2", "ada-bots-echo2")]
    [InlineData("My_Bot", "my-bot")]
    [InlineData("Classy", "classy")]
    [InlineData("Console", "console")]
    public void Names_of_projects_are_taken(string name, string slug) => BotName.Parse(name).Slug.ShouldBe(slug);

    [Theory]
    [InlineData(null, "TBS6301")]
    [InlineData("", "TBS6301")]
    [InlineData("  ", "TBS6301")]
    [InlineData("my-bot", "TBS6302", "MyBot")]
    [InlineData("my bot", "TBS6302", "MyBot")]
    [InlineData("../escape", "TBS6302", "Escape")]
    [InlineData("/etc/passwd", "TBS6302", "EtcPasswd")]
    [InlineData("a..b", "TBS6302", "AB")]
    [InlineData(".bot", "TBS6302", "Bot")]
    [InlineData("bot.", "TBS6302", "Bot")]
    [InlineData("7up", "TBS6302", "MyBot")]
    [InlineData("größe", "TBS6302")]
    [InlineData("бот", "TBS6302", "MyBot")]
    [InlineData("bot\n", "TBS6302", "Bot")]
    [InlineData("$(rm)", "TBS6302", "Rm")]
    [InlineData("a{{b}}", "TBS6302", "AB")]
    [InlineData("bot'\"", "TBS6302", "Bot")]
    [InlineData("class", "TBS6303", "Class")]
    [InlineData("Ada.new", "TBS6303", "AdaNew")]
    [InlineData("CON", "TBS6303", "CONBot")]
    [InlineData("Ada.Lpt1", "TBS6303", "AdaLpt1")]
    [InlineData("System", "TBS6303", "SystemBot")]
    [InlineData("telegrambotstack.Simulator", "TBS6303", "TelegrambotstackSimulator")]
    [InlineData("Build", "TBS6303", "BuildBot")]
    public void Other_names_are_refused_with_a_name_to_take(string? name, string code, string? suggestion = null)
    {
        var error = Should.Throw<DeploymentException>(() => BotName.Parse(name));

        error.Code.ShouldBe(code);
        error.ExitCode.ShouldBe(ExitCode.BadUsage);
        if (suggestion is not null)
        {
            error.Mend.ShouldEndWith($"--bot-name {suggestion}");
            BotName.Parse(suggestion).Value.ShouldBe(suggestion);
        }
    }

    [Fact]
    public void A_name_that_is_too_long_is_refused() =>
        Should.Throw<DeploymentException>(() => BotName.Parse(new string('a', 61))).Mend.ShouldEndWith("--bot-name MyBot");
}
