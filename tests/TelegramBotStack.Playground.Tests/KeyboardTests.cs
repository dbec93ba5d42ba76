using Microsoft.Playwright;

namespace TelegramBotStack.Playground.Tests;

/// <summary>The page without a mouse: everything is reached by keys, and it is always seen where one is.</summary>
public sealed class KeyboardTests(Chromium chromium) : PlaygroundTest(chromium)
{
    [Fact]
    public async Task A_conversation_is_held_with_keys_alone()
    {
        await Expect(Button("Begin")).ToBeVisibleAsync();
        await TabToAsync("Begin");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Button("Send /start")).ToBeVisibleAsync();
        await TabToAsync("Send /start");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(LastMessage).ToContainTextAsync("Hello, Ada!");
        await Expect(Field).ToBeFocusedAsync();

        await TabToAsync("Tea", "Shift+Tab");
        await Page.Keyboard.PressAsync("Space");
        await Expect(LastMessage).ToContainTextAsync("Ada has tea.");
        (await FocusedAsync()).ShouldBe("Tea", "The edited message has a new button, at which one still is.");

        await TabToAsync("Message");
        await Page.Keyboard.TypeAsync("one");
        await Page.Keyboard.PressAsync("Shift+Enter");
        await Page.Keyboard.TypeAsync("two");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(LastMessage).ToContainTextAsync("You said: one\ntwo");
    }

    [Fact]
    public async Task Escape_takes_back_and_arrows_go_from_chat_to_chat()
    {
        var ada = Telegram.CreateUser("Ada");
        Telegram.CreateUser("Bob");
        await Page.GotoAsync($"{Telegram.BaseUrl}/#chat={ada.Id}");
        await Field.PressAsync("Alt+ArrowDown");
        await Expect(Page.Locator("#chat-name")).ToHaveTextAsync("Bob");
        await Field.PressAsync("Alt+ArrowUp");
        await Expect(Page.Locator("#chat-name")).ToHaveTextAsync("Ada");

        await SayAsync("text");
        await Expect(LastMessage).ToContainTextAsync("You said: text");
        await Field.PressAsync("ArrowUp");
        await Expect(Page.Locator("#draft")).ToContainTextAsync("Editing: text");
        await Field.PressAsync("Escape");
        await Expect(Page.Locator("#draft")).ToBeHiddenAsync();
        await Expect(Field).ToHaveValueAsync("");

        await TabToAsync("New person", "Shift+Tab");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        (await FocusedAsync()).ShouldBe("New person");
    }

    [Fact]
    public async Task Tabs_of_the_inspector_are_changed_by_arrows()
    {
        await TabToAsync("Updates");
        await Page.Keyboard.PressAsync("ArrowRight");
        (await FocusedAsync()).ShouldBe("Calls");
        await Expect(Page.Locator("#calls")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Page.Keyboard.PressAsync("ArrowLeft");
        (await FocusedAsync()).ShouldBe("Faults");
        await Expect(Page.Locator("#faults")).ToBeVisibleAsync();
        await Expect(Page.Locator("#calls")).ToBeHiddenAsync();
    }

    /// <summary>Presses Tab until the control of this name has the focus, and sees to it that each on the way is marked.</summary>
    private async Task TabToAsync(string name, string key = "Tab")
    {
        List<string> met = [];
        while (await FocusedAsync() != name)
        {
            met.Count.ShouldBeLessThan(80, $"{name} is not reached: {string.Join(", ", met)}");
            await Page.Keyboard.PressAsync(key);
            met.Add(await FocusedAsync());
            (await Page.EvaluateAsync<bool>(
                """
                () => {
                  const at = document.activeElement.closest('label.icon') ?? document.activeElement;
                  return document.activeElement === document.body || getComputedStyle(at).outlineStyle !== 'none';
                }
                """)).ShouldBeTrue($"{met[^1]} does not show that it has the focus.");
        }
    }

    private Task<string> FocusedAsync() => Page.EvaluateAsync<string>(
        "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()");
}
