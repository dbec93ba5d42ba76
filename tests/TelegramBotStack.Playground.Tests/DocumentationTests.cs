using Microsoft.Playwright;

namespace TelegramBotStack.Playground.Tests;

/// <summary>
/// What docs/playground.md and README.md show of the page. With <c>BOTSTACK_WRITE_DOCS=1</c> the pictures are made anew.
/// </summary>
public sealed class DocumentationTests(Chromium chromium) : PlaygroundTest(chromium)
{
    private const int LargestPicture = 150_000;

    private static readonly string Docs = Path.Combine(RootOf(AppContext.BaseDirectory), "docs");

    private protected override TimeProvider Time { get; } = new ShiftedTime(new DateTimeOffset(2026, 5, 4, 9, 41, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_test_that_the_page_shows_is_what_is_saved()
    {
        var ada = Telegram.CreateUser("Ada");
        await ada.Send("/start");
        var press = await ada.Press(await ada.NextReply(Patience, Cancelled), "Tea");
        await press.Answer(Patience, Cancelled);
        await ada.NextReply(Patience, Cancelled);
        await Page.GotoAsync($"{Telegram.BaseUrl}/#chat={ada.Id}");

        await Button("Save as test").ClickAsync();

        var code = await Page.GetByLabel("Test in C#").InnerTextAsync();
        (await File.ReadAllTextAsync(Path.Combine(Docs, "playground.md"), Cancelled)).ReplaceLineEndings("\n").ShouldContain($"```csharp\n{code.Trim()}\n```");
    }

    [Fact]
    public async Task Its_pictures_show_the_page()
    {
        var ada = Telegram.CreateUser("Ada", "ada");
        var bob = Telegram.CreateUser("Bob");
        Telegram.CreateGroup("Tea at four", ada, bob);
        foreach (var text in new[] { "/formats", "/start" })
        {
            await ada.Send(text);
            await ada.NextReply(Patience, Cancelled);
        }

        await (await ada.Press(ada.Messages[^1], "Tea")).Answer(Patience, Cancelled);
        await ShootAsync("playground.png", 1280, ColorScheme.Light);
        await ShootAsync("playground-dark.png", 1280, ColorScheme.Dark);
        await ShootAsync("playground-phone.png", 390, ColorScheme.Dark);
    }

    private async Task ShootAsync(string name, int width, ColorScheme colours)
    {
        await OpenAsync(width, colours);
        await OpenChatAsync("Ada");
        await Expect(LastMessage).ToContainTextAsync("Ada has tea.");
        if (width > 700)
        {
            await Page.GetByRole(AriaRole.Tab, new() { Name = "Calls" }).ClickAsync();
            await Page.Locator("#calls summary", new() { HasTextString = "editMessageText" }).ClickAsync();
            await Expect(Page.Locator("#calls pre")).ToContainTextAsync("editMessageText");
        }

        var picture = await Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        picture.Length.ShouldBeLessThan(LargestPicture);
        var kept = Path.Combine(Docs, "images", name);
        if (Environment.GetEnvironmentVariable("BOTSTACK_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            await File.WriteAllBytesAsync(kept, picture, Cancelled);
        }

        new FileInfo(kept).Length.ShouldBeInRange(10_000, LargestPicture);
    }

    private static string RootOf(string directory)
        => File.Exists(Path.Combine(directory, "TelegramBotStack.sln")) ? directory : RootOf(Path.GetDirectoryName(directory)!);

    /// <summary>The system's clock, set to another time, so that a picture does not depend on when it is made.</summary>
    private sealed class ShiftedTime(DateTimeOffset start) : TimeProvider
    {
        private readonly TimeSpan _shift = start - DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;
    }
}
