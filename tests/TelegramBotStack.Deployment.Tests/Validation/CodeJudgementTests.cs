using TelegramBotStack.Deployment.Validation;

namespace TelegramBotStack.Deployment.Tests.Validation;

public class CodeJudgementTests
{
    private static readonly DescribedCommand Start = new("start", null);

    [Fact]
    public void A_bot_that_handles_nothing_or_not_the_button_for_a_new_chat_is_noticed()
    {
        Codes(new DescribedBot()).ShouldBe(["TBS9071"]);
        Codes(new DescribedBot { Commands = [new("help", null)] }).ShouldBe(["TBS9072"]);
        Codes(new DescribedBot { Commands = [Start] }).ShouldBeEmpty();
        Codes(new DescribedBot { Text = true }).ShouldBeEmpty("a text handler has /start as well");
    }

    [Fact]
    public void What_Telegrams_menu_cannot_show_is_noticed()
    {
        Codes(new DescribedBot { Commands = [Start, .. Enumerable.Range(0, 101).Select(number => new DescribedCommand($"c{number}", "x"))] }).ShouldBe(["TBS9073"]);
        Codes(new DescribedBot { Commands = [Start, new("long", new string('x', 257))] }).ShouldBe(["TBS9073"]);
        Codes(new DescribedBot { Commands = [Start, new("long", new string('x', 256))] }).ShouldBeEmpty();
    }

    [Fact]
    public void A_text_that_no_language_has_is_a_problem_and_one_that_some_lack_a_warning()
    {
        var found = TextsCheck.Judge(
            [new("texts.ru.json", "Missing", "\"tea\" is missing in 'ru'."), new("Program.cs", "Unknown", "\"cake\" is in no file of texts.")]).ToList();

        found.Select(finding => (finding.Code, finding.IsProblem)).ShouldBe([("TBS9081", true), ("TBS9082", false)]);
        found[1].Cause.ShouldBe("texts.ru.json: \"tea\" is missing in 'ru'.");
    }

    [Theory]
    [InlineData("FROM x AS build\nENV BOT_TOKEN=1\nFROM y\nENTRYPOINT [\"dotnet\", \"Bot.dll\"]\n", "")]
    [InlineData("FROM y\r\nCMD [\"dotnet\", \\\r\n  \"Bot.dll\"]\r\n", "")]
    [InlineData("FROM y\nENV BOT_TOKEN=$BOT_TOKEN\nCMD [\"a\"]\n", "")]
    [InlineData("# FROM y\nRUN make\n", "TBS9077")]
    [InlineData("FROM y\nENV A=1 BOT_TOKEN=2\nCMD [\"a\"]\n", "TBS9078")]
    [InlineData("FROM y\nENV DB_PASSWORD secret\nCMD [\"a\"]\n", "TBS9078")]
    [InlineData("FROM y\nENTRYPOINT dotnet Bot.dll\n", "TBS9079")]
    [InlineData("FROM y\nCOPY . .\n", "TBS9080")]
    public void A_Dockerfile_that_a_bot_cannot_live_in_is_noticed(string text, string codes)
    {
        string.Join(' ', DockerfileCheck.Judge("Dockerfile", text).Select(finding => finding.Code)).ShouldBe(codes);
    }

    private static string[] Codes(DescribedBot bot) => [.. HandlersCheck.Judge(bot).Select(finding => finding.Code)];
}
