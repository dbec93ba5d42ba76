using Microsoft.Playwright;

namespace TelegramBotStack.Playground.Tests;

/// <summary>A simulator, a bot and an empty page for each test. What the browser complains of fails the test.</summary>
public abstract class PlaygroundTest(Chromium chromium) : IAsyncLifetime
{
    private static readonly DateTimeOffset PageTime = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    // For a machine that is busy with other tests; nothing waits longer than it must.
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the browser has complained of; a test that expects something of it takes it out.</summary>
    private protected List<string> Complaints { get; } = [];

    private BotApplication? _bot;
    private IBrowserContext? _context;

    private protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The simulator's clock.</summary>
    private protected virtual TimeProvider Time => TimeProvider.System;

    /// <summary>
    /// Whether the page's clock stands still: what is shown for some seconds then stays until a test lets time pass,
    /// however slow the machine is.
    /// </summary>
    private protected virtual bool StopsTime => true;

    private protected TelegramSimulator Telegram { get; private set; } = null!;

    private protected IPage Page { get; private set; } = null!;

    private protected ILocator Messages => Page.Locator("#messages > li");

    private protected ILocator LastMessage => Messages.Last;

    private protected ILocator Field => Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" });

    public virtual async ValueTask InitializeAsync()
    {
        chromium.MustBeThere();
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        Telegram = await TelegramSimulator.StartAsync(new TelegramSimulatorOptions { TimeProvider = Time }, Cancelled);
        _bot = await Bot.Create(Telegram.Arguments).StartAsync(Cancelled);
        Page = await OpenAsync(1280, ColorScheme.Light);
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        if (_bot is not null)
        {
            await _bot.DisposeAsync();
        }

        if (Telegram is not null)
        {
            await Telegram.DisposeAsync();
        }

        Complaints.ShouldBeEmpty();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the page anew in a browser of this width and these colours.</summary>
    private protected async Task<IPage> OpenAsync(int width, ColorScheme colours)
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        _context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            ColorScheme = colours,
            Locale = "en-GB",
            TimezoneId = "UTC",
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = width < 700,
        });
        _context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        if (StopsTime)
        {
            await _context.Clock.InstallAsync(new ClockInstallOptions { TimeDate = PageTime.UtcDateTime });
        }

        return Page = await OpenTabAsync("");
    }

    private protected async Task<IPage> OpenTabAsync(string fragment)
    {
        var page = await _context!.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
        await page.GotoAsync(Telegram.BaseUrl + "/" + fragment);
        if (StopsTime)
        {
            await page.Clock.PauseAtAsync(PageTime.AddHours(1).UtcDateTime);
        }

        return page;
    }

    private protected async Task SayAsync(string text)
    {
        await Field.FillAsync(text);
        await Field.PressAsync("Enter");
    }

    private protected ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private protected async Task OpenChatAsync(string name)
        => await Page.Locator("[data-chat]", new() { Has = Page.Locator(".name", new() { HasTextString = name }) }).ClickAsync();
}
