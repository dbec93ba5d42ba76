using Microsoft.Playwright;

namespace TelegramBotStack.Playground.Tests;

/// <summary>What one does in chats, in a real browser with a real bot.</summary>
public sealed class ChatTests(Chromium chromium) : PlaygroundTest(chromium)
{
    [Fact]
    public async Task A_person_writes_presses_buttons_and_sees_the_same_after_a_reload()
    {
        await Expect(Page.Locator("#bot-state")).ToContainTextAsync("listens");
        await Button("Begin").ClickAsync();
        await Button("Send /start").ClickAsync();
        await Expect(LastMessage).ToContainTextAsync("Hello, Ada! Tea or coffee?");

        await Button("Tea").ClickAsync();
        await Expect(LastMessage).ToContainTextAsync("Ada has tea.");
        await Expect(LastMessage).ToContainTextAsync("edited");
        await Expect(Page.Locator(".notice")).ToHaveTextAsync("Coming!");
        await Page.Clock.RunForAsync(6_000);
        await Expect(Page.Locator(".notice")).ToHaveCountAsync(0);
        await Button("Coffee").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("There is no coffee left.");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();

        await SayAsync("two\nlines");
        await Expect(LastMessage).ToContainTextAsync("You said: two\nlines");
        var before = await Page.Locator("#messages").InnerTextAsync();
        await Page.ReloadAsync();

        await Expect(LastMessage).ToContainTextAsync("You said: two");
        (await Page.Locator("#messages").InnerTextAsync()).ShouldBe(before);
        await Expect(Page.Locator("#chat-name")).ToHaveTextAsync("Ada");
        await Expect(Messages).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Several_people_write_in_turn_alone_and_in_a_group()
    {
        await Button("Begin").ClickAsync();
        await Expect(Page.Locator("#chat-name")).ToHaveTextAsync("Ada");
        await Button("New person").ClickAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Bob");
        await Page.GetByLabel("Username").FillAsync("bob_b");
        await Button("Create").ClickAsync();
        await Expect(Page.Locator("#chat-state")).ToHaveTextAsync("@bob_b · en");
        await SayAsync("from Bob");
        await Expect(LastMessage).ToContainTextAsync("You said: from Bob");

        await OpenChatAsync("Ada");
        await Expect(Messages).ToHaveCountAsync(0);
        await SayAsync("from Ada");
        await Expect(LastMessage).ToContainTextAsync("You said: from Ada");
        await OpenChatAsync("Bob");
        await Expect(LastMessage).ToContainTextAsync("You said: from Bob");

        await Button("New group").ClickAsync();
        await Page.GetByLabel("Title").FillAsync("Team");
        await Button("Create").ClickAsync();
        await Expect(Page.Locator("#chat-state")).ToHaveTextAsync("Ada, Bob");
        await Page.GetByLabel("Write as").SelectOptionAsync("Ada");
        await SayAsync("/start");
        await Expect(LastMessage).ToContainTextAsync("Hello, Ada!");
        await Page.GetByLabel("Write as").SelectOptionAsync("Bob");
        await Button("Tea").ClickAsync();
        await Expect(LastMessage).ToContainTextAsync("Bob has tea.");
        await Page.ReloadAsync();
        await Expect(Page.Locator("#chat-name")).ToHaveTextAsync("Team");
        await Expect(Page.Locator("#writer option:checked")).ToHaveTextAsync("Bob");
        await Expect(LastMessage).ToContainTextAsync("Bob has tea.");
    }

    [Fact]
    public async Task Two_tabs_are_two_people_and_each_sees_at_once_what_the_other_does()
    {
        var ada = Telegram.CreateUser("Ada");
        var bob = Telegram.CreateUser("Bob");
        var team = Telegram.CreateGroup("Team", ada, bob);
        var tabOfAda = await OpenTabAsync($"#chat={team.Id}&as={ada.Id}");
        var tabOfBob = await OpenTabAsync($"#chat={team.Id}&as={bob.Id}");

        await tabOfAda.GetByRole(AriaRole.Textbox, new() { Name = "Message" }).FillAsync("hi Bob");
        await tabOfAda.Keyboard.PressAsync("Enter");
        await Expect(tabOfBob.Locator("#messages > li.theirs")).ToContainTextAsync("hi Bob");
        await Expect(tabOfAda.Locator("#messages > li.mine")).ToContainTextAsync("hi Bob");

        await bob.Send("/start", team);
        await tabOfBob.GetByRole(AriaRole.Button, new() { Name = "Tea", Exact = true }).ClickAsync();
        await Expect(tabOfAda.Locator("#messages > li").Last).ToContainTextAsync("Bob has tea.");
        await Expect(tabOfBob.Locator(".notice")).ToHaveTextAsync("Coming!");
        await Expect(tabOfAda.Locator(".notice")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_message_is_answered_and_edited()
    {
        await Button("Begin").ClickAsync();
        await SayAsync("helo");
        await Expect(LastMessage).ToContainTextAsync("You said: helo");
        await Field.PressAsync("ArrowUp");
        await Expect(Field).ToHaveValueAsync("helo");
        await SayAsync("hello");
        await Expect(LastMessage).ToContainTextAsync("Now it says: hello");
        await Expect(Messages.First).ToContainTextAsync("edited");

        await LastMessage.HoverAsync();
        await LastMessage.GetByRole(AriaRole.Button, new() { Name = "Reply" }).ClickAsync();
        await Expect(Page.Locator("#draft")).ToContainTextAsync("Answering simulator_bot: Now it says: hello");
        await SayAsync("good");
        await Expect(Messages.Nth(3).Locator(".replied")).ToHaveTextAsync("simulator_bot: Now it says: hello");
        await Expect(LastMessage).ToContainTextAsync("You said: good");
    }

    [Fact]
    public async Task A_message_that_the_bot_deletes_is_gone()
    {
        await Button("Begin").ClickAsync();
        await SayAsync("/forget");
        await Expect(LastMessage).ToContainTextAsync("What was it?");
        await Expect(Messages).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Each_bot_has_its_own_page()
    {
        Telegram.CreateUser("Ada");
        var second = Telegram.CreateBot("second_bot");
        second.CreateUser("Bob");
        await Page.ReloadAsync();
        await Expect(Page.Locator("#people .name")).ToHaveTextAsync("Ada");

        await Page.GetByLabel("Bot @").SelectOptionAsync("@second_bot");

        await Expect(Page.Locator("#people .name")).ToHaveTextAsync("Bob");
        await Expect(Page.Locator("#bot-state")).ToContainTextAsync("@second_bot does not listen");
        await SayAsync("anybody?");
        await Expect(Page.Locator("#updates summary")).ToHaveTextAsync("message Bob: anybody?");
        second.Statistics.Pending.ShouldBe(1);
    }

    [Fact]
    public async Task Photos_and_documents_go_both_ways()
    {
        await Button("Begin").ClickAsync();
        await SayAsync("/photo");
        await Expect(LastMessage).ToContainTextAsync("A square");
        (await LastMessage.Locator("img").EvaluateAsync<int>("picture => picture.decode().then(() => picture.naturalWidth)")).ShouldBe(120);
        await SayAsync("/document");
        var download = await Page.RunAndWaitForDownloadAsync(() => LastMessage.GetByRole(AriaRole.Link, new() { Name = "notes.txt, 14 bytes" }).ClickAsync());
        download.SuggestedFilename.ShouldBe("notes.txt");
        (await File.ReadAllTextAsync(await download.PathAsync(), Cancelled)).ShouldBe("<h1>notes</h1>");

        await Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "list.csv", MimeType = "text/csv", Buffer = "a,b"u8.ToArray() });
        await Expect(Page.Locator("#draft")).ToContainTextAsync("Attached: list.csv");
        await SayAsync("my list");
        await Expect(LastMessage).ToContainTextAsync("Got list.csv: my list");
        await Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "me.png", MimeType = "image/png", Buffer = Picture.Png() });
        await SayAsync("me");
        await Expect(LastMessage).ToContainTextAsync("Got a photo: me");
        await Expect(Page.Locator(".mine img")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_keyboard_of_the_bot_takes_the_place_of_letters_and_is_put_away_after_use()
    {
        await Button("Begin").ClickAsync();
        await SayAsync("/colours");
        await Expect(Field).ToHaveAttributeAsync("placeholder", "A colour");
        await Page.ReloadAsync();
        await Button("Green").ClickAsync();
        await Expect(LastMessage).ToContainTextAsync("You said: Green");
        await Expect(Button("Green")).ToBeHiddenAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Keyboard" }).ClickAsync();
        await Expect(Button("Green")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_bots_commands_are_offered_and_typing_is_shown_until_it_speaks()
    {
        await Button("Begin").ClickAsync();
        await Button("Commands").ClickAsync();
        await Expect(Page.Locator("#commands button").First).ToBeFocusedAsync();
        await Expect(Page.Locator("#commands")).ToContainTextAsync("/formats All formats");
        await Page.Keyboard.PressAsync("Escape");
        await Field.PressSequentiallyAsync("/co");
        await Expect(Page.Locator("#commands button")).ToHaveCountAsync(1);
        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(LastMessage).ToContainTextAsync("Which colour?");
        await Expect(Field).ToBeFocusedAsync();

        await SayAsync("/think");
        await Expect(Page.Locator("#chat-state")).ToHaveTextAsync("@simulator_bot is typing…");
        await Page.Clock.RunForAsync(5_000);
        await Expect(Page.Locator("#chat-state")).Not.ToContainTextAsync("typing");
        await SayAsync("/think");
        await Expect(Page.Locator("#chat-state")).ToHaveTextAsync("@simulator_bot is typing…");
        await SayAsync("well?");
        await Expect(LastMessage).ToContainTextAsync("You said: well?");
        await Expect(Page.Locator("#chat-state")).Not.ToContainTextAsync("typing");
    }
}
