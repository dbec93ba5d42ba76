using TelegramBotStack.Components.Tests;

namespace TelegramBotStack.Playground.Tests.NewUser;

public sealed class ScaffoldAtATerminalTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Scaffold_asks_at_a_terminal_for_what_was_not_said()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The program script of util-linux makes the terminal.");
        await using var terminal = Terminal.Start(
            $"'{RepositoryRoot.File("build.sh")}' Scaffold --no-git",
            directory.Path,
            new Dictionary<string, string?> { ["TERM"] = "xterm-256color", ["CI"] = null, ["GITHUB_ACTIONS"] = null, ["GITLAB_CI"] = null });

        await Answer("Name of the new bot", "MyBot");
        await Answer("What shall it be?", "");
        await Answer("Where does it keep its data?", "");
        await Answer("Where is it tested and deployed from?", "");
        await Answer("Which editor is it set up for?", "");
        await terminal.ShouldEndWellAsync(Cancelled);

        terminal.Screen.ShouldContain(line => line.Text.Contains("MyBot is written", StringComparison.Ordinal));
        File.Exists(directory["MyBot/MyBot.sln"]).ShouldBeTrue();

        async Task Answer(string question, string keys)
        {
            await terminal.ShowsAsync(question, Cancelled);
            await terminal.TypeAsync(keys + "\r");
        }
    }
}
