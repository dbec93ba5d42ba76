using System.Net;
using Microsoft.Playwright;

namespace TelegramBotStack.Playground.Tests;

/// <summary>Whatever a bot or a person is called or says is shown, and never carried out.</summary>
public sealed class SafetyTests(Chromium chromium) : PlaygroundTest(chromium)
{
    [Fact]
    public async Task Hostile_names_and_texts_are_only_shown()
    {
        var mallory = Telegram.CreateUser(Bot.Hostile, "mallory");
        Telegram.CreateGroup(Bot.Hostile, mallory);
        await Page.GotoAsync($"{Telegram.BaseUrl}/#chat={mallory.Id}");
        await Expect(Page.Locator("#chat-name")).ToHaveTextAsync(Bot.Hostile);

        await SayAsync("/hostile");
        await Expect(LastMessage.Locator(".text")).ToHaveTextAsync(Bot.Hostile);
        await LastMessage.HoverAsync();
        await LastMessage.GetByRole(AriaRole.Button, new() { Name = "Reply" }).ClickAsync();
        await SayAsync(Bot.Hostile);
        await Expect(LastMessage).ToContainTextAsync("You said: " + Bot.Hostile);
        await mallory.SendDocument("\"><script>document.title='pwned'</script>.html", "<script>document.title='pwned'</script>"u8.ToArray(), Bot.Hostile);
        await Expect(LastMessage).ToContainTextAsync("Got \"><script>");
        await Messages.Nth(1).GetByRole(AriaRole.Button, new() { Name = Bot.Hostile }).ClickAsync();
        await Expect(Messages.Nth(1)).ToContainTextAsync($"{Bot.Hostile} has tea.");
        await Page.Locator("#updates summary").First.ClickAsync();
        await Button("New group").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Checkbox, new() { Name = Bot.Hostile, Exact = true })).ToBeVisibleAsync();

        (await Page.Locator("img, script:not([src='/playground/main.js']), a[href^='javascript']").CountAsync()).ShouldBe(0);
        (await Page.TitleAsync()).ShouldBe("@simulator_bot – Playground");
    }

    [Fact]
    public async Task A_link_that_would_run_code_is_no_link()
    {
        var ada = Telegram.CreateUser("Ada");
        await Page.GotoAsync($"{Telegram.BaseUrl}/#chat={ada.Id}");
        await SayAsync("/hostile");

        await Expect(LastMessage.GetByRole(AriaRole.Button, new() { Name = "Open" })).ToBeVisibleAsync();
        (await LastMessage.Locator("a").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_page_runs_no_script_but_its_own_and_files_of_chats_are_never_run()
    {
        using var http = new HttpClient();
        using var page = await http.GetAsync(Telegram.BaseUrl + "/", Cancelled);
        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("require-trusted-types-for 'script'");
        policy.ShouldNotContain("unsafe");

        var ada = Telegram.CreateUser("Ada");
        var script = await ada.SendPhoto("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"u8.ToArray());
        var picture = await ada.SendPhoto(Picture.Png());
        using var asFile = await http.GetAsync($"{Telegram.BaseUrl}/control/files/{script.File!.FileId}", Cancelled);
        asFile.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        asFile.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        using var asPicture = await http.GetAsync($"{Telegram.BaseUrl}/control/files/{picture.File!.FileId}", Cancelled);
        asPicture.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        asPicture.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory]
    [InlineData("Origin", "https://example.org")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_page_of_another_site_can_do_nothing_here(string header, string value)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Telegram.BaseUrl}/control/users") { Content = new StringContent("""{"name": "Eve"}""") };
        request.Headers.Add(header, value);

        using var answer = await http.SendAsync(request, Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Expect(Page.Locator("#people")).ToHaveTextAsync("Nobody yet");
    }
}
