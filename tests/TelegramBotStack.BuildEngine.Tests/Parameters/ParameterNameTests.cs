using Nuke.Common.Parameters;

namespace TelegramBotStack.BuildEngine.Tests.Parameters;

public class ParameterNameTests
{
    [Theory]
    [InlineData("SshHost", "ssh-host")]
    [InlineData("SSHHost", "sshhost")]
    [InlineData("BotURL", "bot-url")]
    [InlineData("DBName", "dbname")]
    [InlineData("GitHubToken", "github-token")]
    [InlineData("Foo2Bar", "foo2bar")]
    public void Kebab_names_are_those_that_NUKE_shows(string name, string expected) =>
        ParameterName.ToKebabCase(name).ShouldBe(expected);

    [Theory]
    [InlineData("--bot-token")]
    [InlineData("-BotToken")]
    [InlineData("--bottoken")]
    [InlineData("BOT_TOKEN")]
    public void Dashes_underscores_and_case_do_not_count(string spelling) =>
        ParameterName.Same(spelling, "BotToken").ShouldBeTrue();
}
