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
    [InlineData(null, "TBS6201")]
    [InlineData("", "TBS6201")]
    [InlineData("  ", "TBS6201")]
    [InlineData("my-bot", "TBS6202", "MyBot")]
    [InlineData("my bot", "TBS6202", "MyBot")]
    [InlineData("../escape", "TBS6202", "Escape")]
    [InlineData("/etc/passwd", "TBS6202", "EtcPasswd")]
    [InlineData("a..b", "TBS6202", "AB")]
    [InlineData(".bot", "TBS6202", "Bot")]
    [InlineData("bot.", "TBS6202", "Bot")]
    [InlineData("7up", "TBS6202", "MyBot")]
    [InlineData("größe", "TBS6202")]
    [InlineData("бот", "TBS6202", "MyBot")]
    [InlineData("bot\n", "TBS6202", "Bot")]
    [InlineData("$(rm)", "TBS6202", "Rm")]
    [InlineData("a{{b}}", "TBS6202", "AB")]
    [InlineData("bot'\"", "TBS6202", "Bot")]
    [InlineData("class", "TBS6203", "Class")]
    [InlineData("Ada.new", "TBS6203", "AdaNew")]
    [InlineData("CON", "TBS6203", "CONBot")]
    [InlineData("Ada.Lpt1", "TBS6203", "AdaLpt1")]
    [InlineData("System", "TBS6203", "SystemBot")]
    [InlineData("telegrambotstack.Simulator", "TBS6203", "TelegrambotstackSimulator")]
    [InlineData("Build", "TBS6203", "BuildBot")]
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
