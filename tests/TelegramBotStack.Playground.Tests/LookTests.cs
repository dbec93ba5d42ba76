using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TelegramBotStack.Playground.Tests;

/// <summary>
/// How the page looks on a desk and on a phone, light and dark, and whether everybody can use it. With
/// <c>BOTSTACK_SCREENSHOTS</c> set to a folder the pictures are kept there.
/// </summary>
public sealed class LookTests(Chromium chromium) : PlaygroundTest(chromium)
{
    // axe waits by the page's clock.
    private protected override bool StopsTime => false;

    public static TheoryData<int, ColorScheme> Looks => new()
    {
        { 1280, ColorScheme.Light }, { 1280, ColorScheme.Dark }, { 390, ColorScheme.Light }, { 390, ColorScheme.Dark },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Everything_fits_and_nothing_keeps_anybody_out(int width, ColorScheme colours)
    {
        var (ada, team) = await TalkAsync();
        await OpenAsync(width, colours);
        await CheckAsync("chats", width, colours);
        await OpenChatAsync("Ada");
        await Expect(LastMessage).ToContainTextAsync("Which colour?");
        await Expect(LastMessage).ToBeInViewportAsync();
        await CheckAsync("chat", width, colours);
        await OpenInspectorAsync(width);
        await Page.Locator("#updates summary").First.ClickAsync();
        await Expect(Page.Locator("#updates pre")).ToContainTextAsync("update_id");
        await CheckAsync("updates", width, colours);
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Calls" }).ClickAsync();
        await CheckAsync("calls", width, colours);
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Faults" }).ClickAsync();
        await CheckAsync("faults", width, colours);

        await Page.GotoAsync($"{Telegram.BaseUrl}/#chat={team.Id}&as={ada.Id}");
        await Page.ReloadAsync();
        await Expect(LastMessage).ToContainTextAsync("Coming");
        await Button("Commands").ClickAsync();
        await Expect(Page.Locator("#commands")).ToContainTextAsync("/formats");
        await CheckAsync("group", width, colours);
        await Page.Keyboard.PressAsync("Escape");
        await Button("Save as test").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("TeamConversationTests");
        await CheckAsync("test", width, colours);
    }

    [Fact]
    public async Task The_colours_are_the_systems_until_others_are_chosen_and_the_choice_stays()
    {
        const string Ground = "() => getComputedStyle(document.body).backgroundColor";
        var light = await Page.EvaluateAsync<string>(Ground);
        await Button("Dark colours").ClickAsync();
        var dark = await Page.EvaluateAsync<string>(Ground);
        dark.ShouldNotBe(light);
        await Page.ReloadAsync();
        (await Page.EvaluateAsync<string>(Ground)).ShouldBe(dark);
        await Expect(Button("Dark colours")).ToHaveAttributeAsync("aria-pressed", "true");

        await OpenAsync(1280, ColorScheme.Dark);
        (await Page.EvaluateAsync<string>(Ground)).ShouldBe(dark);
        await Button("Dark colours").ClickAsync();
        (await Page.EvaluateAsync<string>(Ground)).ShouldBe(light);
    }

    private async Task<(SimulatedUser Ada, SimulatedGroup Team)> TalkAsync()
    {
        var ada = Telegram.CreateUser("Ada", "ada");
        var bob = Telegram.CreateUser("Bob");
        var team = Telegram.CreateGroup("Team", ada, bob);
        foreach (var text in new[] { "/formats", "/photo", "/document", "/start", "/colours" })
        {
            await ada.Send(text);
            await ada.NextReply(Patience, Cancelled);
        }

        await bob.Send("/start", team);
        var choice = await team.NextReply(Patience, Cancelled);
        await bob.Press(choice, "Tea");
        await team.NextReply(Patience, Cancelled);
        await ada.Send("Coming, @simulator_bot?", team, replyTo: choice);
        await team.NextReply(Patience, Cancelled);
        return (ada, team);
    }

    private async Task OpenInspectorAsync(int width)
    {
        if (width < 700)
        {
            await Button("Inspect").ClickAsync();
        }
    }

    private async Task CheckAsync(string part, int width, ColorScheme colours)
    {
        if (Environment.GetEnvironmentVariable("BOTSTACK_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{part}-{width}-{colours.ToString().ToLowerInvariant()}.png") });
        }

        (await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, part);
        var result = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        result.Violations.Select(violation =>
            $"{part}, {width}, {colours}: {violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Select(node => $"{node.Html} {string.Join(", ", node.Any.Select(check => check.Message))}"))}")
            .ShouldBeEmpty();
    }
}
