using TelegramBotStack.Components.Deploying;

namespace TelegramBotStack.Components.Tests.Deploying;

public class BotsVerdictTests
{
    [Theory]
    [InlineData("", "", "No bots on vps.")]
    [InlineData("echo", "", "1 bot on vps; it answers.")]
    [InlineData("", "echo", "1 bot on vps; it does not answer.")]
    [InlineData("echo counter", "", "2 bots on vps; all answer.")]
    [InlineData("echo", "counter menu", "3 bots on vps; these do not answer: counter, menu.")]
    public void Says_how_many_bots_there_are_and_which_do_not_answer(string answering, string silent, string verdict) =>
        BotsVerdict.Of([.. Bots(answering, true), .. Bots(silent, false)], "vps").ShouldBe(verdict);

    private static IEnumerable<(string Name, bool IsAnswering)> Bots(string names, bool isAnswering) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => (name, isAnswering));
}
