using Microsoft.Playwright;

namespace TelegramBotStack.Playground.Tests;

/// <summary>What is beside the chat: updates, calls, faults; and the state of the connection.</summary>
public sealed class InspectorTests(Chromium chromium) : PlaygroundTest(chromium)
{
    [Fact]
    public async Task Updates_and_calls_are_shown_as_they_are_and_are_there_after_a_reload()
    {
        await Button("Begin").ClickAsync();
        await SayAsync("hello");
        await Expect(LastMessage).ToContainTextAsync("You said: hello");

        await Page.Locator("#updates summary", new() { HasTextString = "message Ada: hello" }).ClickAsync();
        await Expect(Page.Locator("#updates pre")).ToContainTextAsync("\"first_name\": \"Ada\"");
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Calls" }).ClickAsync();
        await Page.Locator("#calls summary", new() { HasTextString = "sendMessage 200 You said: hello" }).ClickAsync();
        await Expect(Page.Locator("#calls pre")).ToContainTextAsync("\"status\": 200");
        await Expect(Page.Locator("#calls summary", new() { HasTextString = "getUpdates" })).ToHaveCountAsync(0);
        await Page.GetByLabel("Also getUpdates").CheckAsync();
        await Expect(Page.Locator("#calls summary", new() { HasTextString = "getUpdates" }).First).ToBeVisibleAsync();
        (await Page.ContentAsync()).ShouldNotContain(Telegram.Token);

        await Page.ReloadAsync();
        await Expect(Page.Locator("#updates summary")).ToHaveTextAsync("message Ada: hello");
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Calls" }).ClickAsync();
        await Expect(Page.Locator("#calls summary", new() { HasTextString = "sendMessage 200 You said: hello" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Faults_come_at_a_click_are_listed_and_are_gone_when_they_were_met()
    {
        await Button("Begin").ClickAsync();
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Faults" }).ClickAsync();
        await Page.GetByLabel("Which").SelectOptionAsync("sendMessage");
        await Page.GetByLabel("How often").SelectOptionAsync("the next 3 calls");
        await Button("500 Server error").ClickAsync();
        await Expect(Page.GetByLabel("Faults in force")).ToHaveTextAsync("500: the next 3 calls of sendMessage");
        await Button("Slow by 3 s").ClickAsync();
        await Button("429 Too Many Requests").ClickAsync();
        await Expect(Page.GetByLabel("Faults in force").Locator("li")).ToHaveTextAsync(
            ["500: the next 3 calls of sendMessage", "slow by 3 s: the next 3 calls of sendMessage", "429, retry after 5 s: the next 3 calls of sendMessage"]);
        await Page.ReloadAsync();
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Faults" }).ClickAsync();
        await Expect(Page.GetByLabel("Faults in force").Locator("li")).ToHaveCountAsync(3);
        await Button("Clear").ClickAsync();
        await Expect(Page.GetByLabel("Faults in force")).ToHaveTextAsync("None");

        await Button("502 Bad gateway").ClickAsync();
        await SayAsync("hello");
        await Expect(LastMessage).ToContainTextAsync("You said: hello");
        await Expect(Page.GetByLabel("Faults in force")).ToHaveTextAsync("None");
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Calls" }).ClickAsync();
        await Expect(Page.Locator("#calls summary", new() { HasTextString = "sendMessage 502 Bad Gateway" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_person_blocks_the_bot_and_limits_are_set()
    {
        await Button("Begin").ClickAsync();
        await SayAsync("hello");
        await Expect(LastMessage).ToContainTextAsync("You said: hello");
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Faults" }).ClickAsync();
        await Page.GetByLabel("Ada has blocked the bot").CheckAsync();
        await Expect(Page.Locator("#chat-state")).ToHaveTextAsync("has blocked the bot");
        // A page that is loaded anew asks for nothing more: the answer has to be there.
        await Page.RunAndWaitForResponseAsync(() => Page.GetByLabel("Telegram’s limits").CheckAsync(), answer => answer.Url.EndsWith("/limits", StringComparison.Ordinal));
        await Page.ReloadAsync();
        await Page.GetByRole(AriaRole.Tab, new() { Name = "Faults" }).ClickAsync();
        await Expect(Page.GetByLabel("Ada has blocked the bot")).ToBeCheckedAsync();
        await Expect(Page.GetByLabel("Telegram’s limits")).ToBeCheckedAsync();
        Telegram.FloodLimits.ShouldNotBeNull();

        await Page.GetByLabel("Ada has blocked the bot").UncheckAsync();
        await Expect(Page.Locator("#chat-state")).ToHaveTextAsync("en");
    }

    [Fact]
    public async Task What_the_simulator_refuses_is_said_and_the_text_is_kept()
    {
        var ada = Telegram.CreateUser("Ada");
        await Page.GotoAsync($"{Telegram.BaseUrl}/#chat={ada.Id}");
        await Field.PressAsync("ArrowUp");
        await Page.Locator("#text").EvaluateAsync("field => field.removeAttribute('maxlength')");
        await SayAsync(new string('x', 5_000));

        await Expect(Page.Locator(".notice.error")).ToContainTextAsync("must be less than or equal to '4096'");
        await Expect(Field).ToHaveValueAsync(new string('x', 5_000));
        Complaints.RemoveAll(complaint => complaint.Contains("400 (Bad Request)", StringComparison.Ordinal)).ShouldBe(1);
    }
}
