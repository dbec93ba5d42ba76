namespace TelegramBotStack.Playground.Tests;

public sealed class LostSimulatorTests(Chromium chromium) : PlaygroundTest(chromium)
{
    [Fact]
    public async Task A_page_whose_simulator_has_ended_says_so_and_goes_on_with_the_next_one()
    {
        Telegram.CreateUser("Ada");
        await Expect(Page.Locator("#people")).ToContainTextAsync("Ada");
        var port = new Uri(Telegram.BaseUrl).Port;
        await Telegram.DisposeAsync();
        await Expect(Page.Locator("#lost")).ToContainTextAsync("The simulator has ended");

        await using var next = await TelegramSimulator.StartAsync(new TelegramSimulatorOptions { Port = port }, Cancelled);
        next.CreateUser("Bob");

        await Expect(Page.Locator("#people")).ToContainTextAsync("Bob");
        await Expect(Page.Locator("#lost")).ToBeEmptyAsync();
        await Expect(Page.Locator("#bot-state")).ToContainTextAsync("does not listen");
        await next.DisposeAsync();
        Complaints.RemoveAll(complaint => complaint.Contains("net::ERR", StringComparison.Ordinal));
    }
}
