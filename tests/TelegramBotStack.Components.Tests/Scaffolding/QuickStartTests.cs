using System.Diagnostics;
using System.Text.RegularExpressions;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Components.Tests.Scaffolding;

[Collection(nameof(UsesLocalFeed))]
public sealed class QuickStartTests(LocalFeed feed) : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_commands_of_the_quick_start_make_a_counter_bot_that_talks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the page's commands are for a POSIX shell");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var page = await File.ReadAllTextAsync(RepositoryRoot.File("docs/quick-start.md"), TestContext.Current.CancellationToken);
        // As on the page, but for where the bot goes and whose token it is.
        var commands = Regex.Matches(page, "```sh\n(.*?)```", RegexOptions.Singleline)
            .Select(block => block.Groups[1].Value
                .Replace("../MyBot", directory["MyBot"], StringComparison.Ordinal)
                .Replace("123456:your-token", telegram.Token, StringComparison.Ordinal))
            .ToList();
        commands.Count.ShouldBe(3);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("good morning");

        using var shell = Shell("set -e\n" + string.Concat(commands), telegram);
        try
        {
            (await ada.NextReply(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken)).Text.ShouldBe("Message 1");
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
            await shell.WaitForExitAsync(CancellationToken.None);
        }
    }

    private Process Shell(string script, TelegramSimulator telegram)
    {
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = RepositoryRoot.Path,
        };
        foreach (var (name, value) in feed.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["BOT_API_URL"] = telegram.BaseUrl;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        return Process.Start(start)!;
    }
}
