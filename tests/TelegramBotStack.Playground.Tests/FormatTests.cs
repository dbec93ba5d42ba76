using Microsoft.Playwright;

namespace TelegramBotStack.Playground.Tests;

public sealed class FormatTests(Chromium chromium) : PlaygroundTest(chromium)
{
    [Fact]
    public async Task Every_format_of_a_text_is_shown()
    {
        var ada = Telegram.CreateUser("Ada");
        await Page.GotoAsync($"{Telegram.BaseUrl}/#chat={ada.Id}");
        await SayAsync("/formats");

        await Expect(LastMessage.Locator("strong")).ToHaveTextAsync("bold and italic");
        await Expect(LastMessage.Locator("strong em")).ToHaveTextAsync("and italic");
        await Expect(LastMessage.Locator("u")).ToHaveTextAsync("underlined");
        await Expect(LastMessage.Locator("s")).ToHaveTextAsync("struck");
        await Expect(LastMessage.Locator(".text > code")).ToHaveTextAsync("1 < 2");
        await Expect(LastMessage.Locator("pre[data-language=csharp] code")).ToHaveTextAsync("var x = 1;\nx++;");
        await Expect(LastMessage.Locator("blockquote")).ToHaveTextAsync("to be quoted");
        await Expect(LastMessage.GetByRole(AriaRole.Link, new() { Name = "a link" })).ToHaveAttributeAsync("href", "https://example.org/");
        await Expect(LastMessage.Locator(".mention")).ToHaveTextAsync(["#tag", "@somebody"]);
        await Expect(LastMessage.GetByText("the butler")).ToBeHiddenAsync();
        await LastMessage.GetByRole(AriaRole.Button, new() { Name = "Hidden text, show it" }).PressAsync("Enter");
        await Expect(LastMessage.GetByText("the butler")).ToBeVisibleAsync();

        await LastMessage.GetByRole(AriaRole.Button, new() { Name = "/start" }).ClickAsync();
        await Expect(LastMessage).ToContainTextAsync("Hello, Ada!");
    }

    [Theory]
    [InlineData("""[["bold", 0, 6], ["italic", 3, 6]]""", "<strong>012<em>345</em></strong><em>678</em>9")]
    [InlineData("""[["italic", 0, 10], ["bold", 0, 10], ["code", 2, 1]]""", "<em><strong>01<code>2</code>3456789</strong></em>")]
    [InlineData("""[["bold", 8, 50], ["bold", -3, 2], ["italic", 20, 1], ["bold", 2, 0]]""", "01234567<strong>89</strong>")]
    [InlineData("""[["unheard_of", 1, 2]]""", "0<span>12</span>3456789")]
    public async Task Entities_in_one_another_across_one_another_and_beside_the_text_are_no_trouble(string entities, string html)
        => (await Page.EvaluateAsync<string>(
            """
            async entities => {
              const { formatted } = await import('/playground/entities.js');
              const all = JSON.parse(entities).map(([type, offset, length]) => ({ type, offset, length }));
              const text = document.createElement('div');
              text.append(...formatted('0123456789', all, () => {}));
              return text.innerHTML;
            }
            """, entities)).ShouldBe(html);
}
