using TelegramBotStack.Components.Tests;

namespace TelegramBotStack.Playground.Tests.NewUser;

public sealed class SecretAtATerminalTests : IDisposable
{
    private const string Secret = "correct-horse-battery";

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_secret_that_is_pasted_the_moment_it_is_asked_for_is_not_shown()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The program script of util-linux makes the terminal.");
        Directory.CreateDirectory(directory["bot/.nuke"]);
        await File.WriteAllTextAsync(directory["bot/deploy.yaml"], "bot: echo\n", Cancelled);
        await using var terminal = Terminal.Start(
            $"'{RepositoryRoot.File("build.sh")}' SecretsSet --secret-name KEY --root '{directory["bot"]}'",
            directory.Path,
            new Dictionary<string, string?>
            {
                ["TERM"] = "xterm-256color", ["XDG_CONFIG_HOME"] = directory["home"], ["BOTSTACK_IDENTITY"] = null,
                ["CI"] = null, ["GITHUB_ACTIONS"] = null, ["GITLAB_CI"] = null,
            });

        await terminal.ShowsAsync("Value of KEY", Cancelled);
        await terminal.TypeAsync(Secret + "\r");
        await terminal.ShouldEndWellAsync(Cancelled);

        terminal.Screen.ShouldContain(line => line.Text.Contains("KEY is stored", StringComparison.Ordinal));
        terminal.Screen.ShouldNotContain(line => line.Text.Contains(Secret, StringComparison.Ordinal));
    }
}
