using System.Diagnostics;
using Microsoft.Playwright;
using TelegramBotStack.Components.Tests;
using TelegramBotStack.Components.Tests.Scaffolding;

namespace TelegramBotStack.Playground.Tests.NewUser;

/// <summary>
/// What docs/first-bot.md tells is done here: its commands are typed at a terminal, its changes made, its messages written, and
/// what comes is compared with the page. With <c>BOTSTACK_WRITE_DOCS=1</c> the page and its recording are written anew.
/// </summary>
[Collection(nameof(NewUserTests))]
public sealed class NewUserTests(LocalFeed feed, Chromium chromium, ITestOutputHelper output) : IClassFixture<LocalFeed>, IAsyncLifetime
{
    private const string OldReply = "Hello! Send me a text";
    private const string NewReply = "Good day! Send me a text";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    // What README.md shows.
    private static readonly string[] Scenes = ["Scaffold", "Playground", "Test", "Validate", "DeployUp"];
    private static readonly string PageFile = RepositoryRoot.File("docs/first-bot.md");
    private static readonly string Picture = RepositoryRoot.File("docs/images/first-bot.svg");
    private static readonly bool Writes = Environment.GetEnvironmentVariable("BOTSTACK_WRITE_DOCS") == "1";

    private readonly TemporaryDirectory directory = new();
    private readonly FirstBotPage page = new(PageFile);
    private readonly List<string> texts = [];
    private TelegramSimulator telegram = null!;
    private Recording recording = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Repository => directory["MyBot"];

    public async ValueTask InitializeAsync()
    {
        telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        var home = directory["home"];
        Directory.CreateDirectory(home);
        recording = new Recording(
            RepositoryRoot.Path,
            new Dictionary<string, string?>(feed.Environment.Concat(Command.Environment))
            {
                ["TERM"] = "xterm-256color", ["LANG"] = "C.UTF-8", ["NO_COLOR"] = null,
                ["XDG_CONFIG_HOME"] = Path.Combine(home, ".config"), ["XDG_DATA_HOME"] = Path.Combine(home, ".local", "share"),
                ["GIT_AUTHOR_NAME"] = "Ada", ["GIT_AUTHOR_EMAIL"] = "ada@example.org", ["GIT_COMMITTER_NAME"] = "Ada", ["GIT_COMMITTER_EMAIL"] = "ada@example.org",
                ["CI"] = null, ["GITHUB_ACTIONS"] = null, ["GITLAB_CI"] = null, ["DISPLAY"] = null, ["WAYLAND_DISPLAY"] = null,
                ["BOT_TOKEN"] = null, ["BOT_API_URL"] = null, ["BOTSTACK_IDENTITY"] = null,
            },
            [
                new(Path.GetRelativePath(RepositoryRoot.Path, Repository), "../MyBot"),
                // Typed at once, it is there before the prompt has turned the terminal's echo off.
                new(telegram.Token, ""),
                new(home, "~"), new(Repository, "~/MyBot"), new(RepositoryRoot.Path, "~/TelegramBotStack"),
            ]);
    }

    public async ValueTask DisposeAsync()
    {
        await recording.DisposeAsync();
        if (File.Exists(Path.Combine(Repository, "build.sh")))
        {
            await Bootstrapper.RunAsync(Repository, ["SandboxDown"]);
        }

        await telegram.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task From_an_empty_folder_to_a_deployed_bot_as_the_page_shows_it_in_less_than_three_minutes()
    {
        chromium.MustBeThere();
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && (Environment.IsPrivilegedProcess || BuildServer.RunsEverything), "The page's throwaway server needs Linux and root.");
        var began = Stopwatch.GetTimestamp();

        foreach (var block in page.Blocks)
        {
            texts.Add(block.Kind == BlockKind.Edit ? Edit(block) : await TypeAsync(block));
        }

        var took = Stopwatch.GetElapsedTime(began);
        foreach (var command in recording.Commands)
        {
            output.WriteLine($"{command.Took.TotalSeconds,6:0.0} s  {command.Command}");
        }

        output.WriteLine($"{took.TotalSeconds,6:0.0} s  together");
        var picture = TerminalPicture.Draw([.. Scenes.Select(target => recording.Commands.Single(command => command.Command.Split(' ')[1] == target))]);
        if (Writes)
        {
            page.Write(texts, took);
            await File.WriteAllTextAsync(Picture, picture, Cancelled);
        }

        Words(await File.ReadAllTextAsync(Picture, Cancelled)).ShouldBe(Words(picture));
        picture.Length.ShouldBeLessThan(150_000);
        Alike(texts).ShouldBe(Alike(new FirstBotPage(PageFile).Blocks.Select(block => block.Text)));
        took.ShouldBeLessThan(Limit);
    }

    private string Edit(PageBlock edit)
    {
        FirstBotPage.Apply(edit, Repository);
        return edit.Text;
    }

    /// <summary>Types what a block shows.</summary>
    /// <returns>The block with what was printed.</returns>
    private async Task<string> TypeAsync(PageBlock block)
    {
        var lines = new List<string>();
        var typed = block.Text.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..]).ToList();
        foreach (var command in typed)
        {
            lines.Add("$ " + command);
            if (command.StartsWith("cd ", StringComparison.Ordinal))
            {
                recording.Enter(command[3..]);
                continue;
            }

            await RunAsync(command);
            lines.AddRange(recording.News().Select(line => line.Text));
        }

        if (typed.Count == 0)
        {
            await GoOnAsync(block.Text.Contains("^C", StringComparison.Ordinal));
            lines.AddRange(recording.News().Select(line => line.Text));
        }

        return string.Concat(lines.Select(line => line + "\n"));
    }

    private async Task RunAsync(string command)
    {
        var terminal = recording.Begin(command);
        switch (command.Split(' ')[1])
        {
            case "Playground":
                await terminal.ShowsAsync("Ready", Cancelled);
                await terminal.ShowsAsync("@simulator_bot", Cancelled);
                await MeetAsync(terminal, OldReply);
                return;
            case "SecretsSet":
                await terminal.ShowsAsync("Value of BOT_TOKEN", Cancelled);
                await terminal.TypeAsync(telegram.Token + "\n");
                break;
            case "SandboxUp":
                // In Telegram's place, as the page says.
                await File.AppendAllTextAsync(Path.Combine(Repository, "deploy.yaml"), $"\nenvironment:\n  BOT_API_URL: {telegram.BaseUrl}\n", Cancelled);
                break;
        }

        await recording.EndAsync(Cancelled);
        if (command.StartsWith("./build.sh DeployUp", StringComparison.Ordinal))
        {
            var ada = telegram.CreateUser("Ada");
            await ada.Send("/start");
            (await ada.NextReply(TimeSpan.FromMinutes(1), Cancelled)).Text.ShouldStartWith(NewReply);
        }
    }

    /// <summary>What happens while the bot runs in the playground: a save reaches it, and Ctrl-C ends it.</summary>
    private async Task GoOnAsync(bool ends)
    {
        if (ends)
        {
            await recording.Running.TypeAsync("\u0003");
            await recording.EndAsync(Cancelled);
            return;
        }

        await recording.Running.ShowsAsync("reloaded", Cancelled);
        await MeetAsync(recording.Running, NewReply);
    }

    /// <summary>Writes to the bot in the playground's page, and sees its reply there.</summary>
    private async Task MeetAsync(Terminal terminal, string reply)
    {
        var address = terminal.Screen.Select(line => line.Text).Single(line => line.Contains("  Open ", StringComparison.Ordinal)).Split(' ')[^1];
        await using var context = await chromium.Browser.NewContextAsync();
        context.SetDefaultTimeout(60_000);
        var browser = await context.NewPageAsync();
        await browser.GotoAsync(address);
        await (reply == OldReply ? browser.GetByRole(AriaRole.Button, new() { Name = "Begin", Exact = true }) : browser.Locator("[data-chat]").First).ClickAsync();
        var field = browser.GetByRole(AriaRole.Textbox, new() { Name = "Message" });
        await field.FillAsync("/start");
        await field.PressAsync("Enter");
        await Assertions.Expect(browser.Locator("#messages > li").Last).ToContainTextAsync(reply, new() { Timeout = 60_000 });
    }

    // While a bot runs in the playground lines come when they come, and a save may be noticed twice.
    private static IEnumerable<string> Alike(IEnumerable<string> blocks)
    {
        var kinds = blocks.ToLookup(block => !block.StartsWith("--- ", StringComparison.Ordinal) && (block.Contains("Playground", StringComparison.Ordinal) || !block.Contains("$ ", StringComparison.Ordinal)));
        return [.. kinds[false].Select(TranscriptText.Alike), .. kinds[true].SelectMany(block => block.Split('\n')).Select(TranscriptText.Alike).Distinct().Order(StringComparer.Ordinal)];
    }

    // Where a line is broken depends on how long its numbers are.
    private static IEnumerable<string> Words(string picture) =>
        TranscriptText.Alike(string.Join(' ', TerminalPicture.Text(picture))).Split(' ').Distinct().Order(StringComparer.Ordinal);
}
