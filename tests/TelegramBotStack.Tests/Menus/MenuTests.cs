using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Menus;

public sealed class MenuTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_menu_changes_in_place_and_its_buttons_survive_a_restart()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        var (isOn, deletions, language) = (false, 0, "en");
        ChatMessage menu;
        await using (await Start())
        {
            await ada.Send("/settings");
            menu = await ada.NextReply(Patience, Cancellation);
            Show(menu).ShouldBe("Settings (en) | ⬜ Notifications | Language | Delete all | Close");
        }

        await using var second = await Start();
        (await Press("⬜ Notifications")).ShouldBe("Settings (en) | ✅ Notifications | Language | Delete all | Close");
        isOn.ShouldBeTrue();
        (await Press("Language")).ShouldBe("Which? | English,Русский | « Back");
        (await Press("Русский")).ShouldBe("Settings (ru) | ✅ Notifications | Language | Delete all | Close", "the handler has shown another menu by its own");
        (await Press("Language")).ShouldBe("Which? | English,Русский | « Back");
        (await Press("« Back")).ShouldBe("Settings (ru) | ✅ Notifications | Language | Delete all | Close");
        (await Press("Delete all")).ShouldBe("Really? | Yes,No");
        (await Press("No")).ShouldBe("Settings (ru) | ✅ Notifications | Language | Delete all | Close");
        deletions.ShouldBe(0);
        await Press("Delete all");
        (await Press("Yes")).ShouldBe("Settings (ru) | ✅ Notifications | Language | Delete all | Close");
        deletions.ShouldBe(1);
        (await Press("Close")).ShouldBe("Bye.");
        ada.Messages.Count(message => message.IsFromBot).ShouldBe(1, "all in one message");

        async Task<string> Press(string button)
        {
            var press = await ada.Press(menu, button);
            menu = await ada.NextReply(Patience, Cancellation);
            await press.Answer(Patience, Cancellation);
            return Show(menu);
        }

        Task<BotApplication> Start()
        {
            var settings = new Menu("settings", _ => Task.FromResult($"Settings ({language})"));
            var languages = new Menu("language", "Which?") { Columns = 2 }
                .Button("English", context => Choose(context, "en"))
                .Button("Русский", context => Choose(context, "ru"));
            settings
                .Toggle("Notifications", _ => Task.FromResult(isOn), (_, on) =>
                {
                    isOn = on;
                    return Task.CompletedTask;
                })
                .Submenu("Language", languages)
                .Confirm("Delete all", "Really?", _ =>
                {
                    deletions++;
                    return Task.CompletedTask;
                })
                .Button("Close", context => context.CloseMenuAsync("Bye."));
            var bot = BotApplication.CreateBuilder(telegram.Arguments).Build();
            bot.Menu(settings);
            bot.Command("settings", context => context.ShowMenuAsync(settings));
            return bot.StartAsync(Cancellation);

            Task Choose(UpdateContext context, string chosen)
            {
                language = chosen;
                context.SwitchMenu(settings);
                return Task.CompletedTask;
            }
        }
    }

    [Fact]
    public async Task A_list_of_50_is_turned_by_5_and_a_page_that_is_gone_is_the_last_one()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var entries = Enumerable.Range(1, 50).ToList();
        var list = new Menu("items", "Items").List(
            "all",
            _ => Task.FromResult<IReadOnlyList<int>>(entries),
            entry => $"{entry}",
            entry => $"Item {entry}",
            (context, key) =>
            {
                entries.Remove(int.Parse(key));
                return context.AnswerAsync($"{key} is gone");
            });
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Menu(list);
        bot.Command("items", context => context.ShowMenuAsync(list));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("/items");
        var menu = await ada.NextReply(Patience, Cancellation);
        Show(menu).ShouldBe("Items | Item 1 | Item 2 | Item 3 | Item 4 | Item 5 | «,1/10,»");

        // Nothing changes: no failure.
        (await (await ada.Press(menu, "1/10")).Answer(Patience, Cancellation)).Text.ShouldBeNull();
        (await Press("»")).ShouldBe("Items | Item 6 | Item 7 | Item 8 | Item 9 | Item 10 | «,2/10,»");
        for (var page = 3; page <= 10; page++)
        {
            await Press("»");
        }

        Show(menu).ShouldBe("Items | Item 46 | Item 47 | Item 48 | Item 49 | Item 50 | «,10/10,»");
        (await Press("Item 48")).ShouldBe("Items | Item 46 | Item 47 | Item 49 | Item 50 | «,10/10,»");
        entries.RemoveRange(10, 39);
        (await Press("Item 50")).ShouldBe("Items | Item 6 | Item 7 | Item 8 | Item 9 | Item 10 | «,2/2,»");
        telegram.Calls.Count(call => call is { Method: "editMessageText", Status: 400 }).ShouldBe(1, "the page that was the same");

        async Task<string> Press(string button)
        {
            await ada.Press(menu, button);
            menu = await ada.NextReply(Patience, Cancellation);
            return Show(menu);
        }
    }

    [Fact]
    public async Task A_button_that_a_newer_release_does_not_have_shows_the_menu_as_it_is_now()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        ChatMessage menu;
        await using (await Start(new Menu("main", "Main").Button("Old", _ => Task.CompletedTask)))
        {
            await ada.Send("/menu");
            menu = await ada.NextReply(Patience, Cancellation);
        }

        await using var second = await Start(new Menu("main", "Main").Button("New", _ => Task.CompletedTask));
        var press = await ada.Press(menu, "Old");
        Show(await ada.NextReply(Patience, Cancellation)).ShouldBe("Main | New");
        (await press.Answer(Patience, Cancellation)).ShouldBe(new CallbackAnswer("This button is too old. Please ask for it again.", true, null));

        Task<BotApplication> Start(Menu main)
        {
            var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
            bot.Menu(main);
            bot.Command("menu", context => context.ShowMenuAsync(main));
            return bot.StartAsync(Cancellation);
        }
    }

    [Fact]
    public async Task An_entry_of_a_list_is_picked_once_the_question_is_answered_with_yes()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var entries = Enumerable.Range(1, 7).Select(number => $"{number}").ToList();
        var list = new Menu("items", "Items").List(
            "all",
            _ => Task.FromResult<IReadOnlyList<string>>(entries),
            entry => entry,
            entry => $"Item {entry}",
            (_, key) => Task.FromResult(entries.Remove(key)),
            question: (context, entry) => $"Delete {entry}, {context.User!.FirstName}?");
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Menu(list);
        bot.Command("items", context => context.ShowMenuAsync(list));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("/items");
        var menu = await ada.NextReply(Patience, Cancellation);
        await Press("»");

        (await Press("Item 6")).ShouldBe("Delete 6, Ada? | Yes,No");
        (await Press("No")).ShouldBe("Items | Item 6 | Item 7 | «,2/2,»");
        await Press("Item 6");
        (await Press("Yes")).ShouldBe("Items | Item 7 | «,2/2,»");
        entries.ShouldBe(["1", "2", "3", "4", "5", "7"]);

        // Gone while the question was on its way.
        entries.Remove("7");
        (await Press("Item 7")).ShouldBe("Items | Item 1 | Item 2 | Item 3 | Item 4 | Item 5");

        async Task<string> Press(string button)
        {
            await ada.Press(menu, button);
            menu = await ada.NextReply(Patience, Cancellation);
            return Show(menu);
        }
    }

    [Fact]
    public async Task A_localized_menu_speaks_each_users_language_and_that_which_its_button_has_set()
    {
        using var texts = new TemporaryDirectory();
        File.WriteAllText(texts["texts.en.json"], """{ "title": "Settings", "sound": "Sound", "more": "More", "clear": "Clear", "sure": "Sure?" }""");
        File.WriteAllText(texts["texts.ru.json"], """{ "title": "Настройки", "sound": "Звук", "more": "Ещё", "clear": "Очистить", "sure": "Точно?" }""");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var more = new Menu("more", "more") { IsLocalized = true }.Confirm("clear", "sure", _ => Task.CompletedTask);
        var main = new Menu("main", "title") { IsLocalized = true }
            .Toggle("sound", _ => Task.FromResult(true), (_, _) => Task.CompletedTask)
            .Submenu("more", more)
            .Button("Русский", context => context.SetLanguageAsync("ru"), id: "ru");
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage()
            .UseLocalization(options => options.AddDirectory(texts.Path)).Build();
        bot.Menu(main);
        bot.Command("settings", context => context.ShowMenuAsync(main));
        bot.Command("wrong", async context => await context.ReplyAsync((await Should.ThrowAsync<ArgumentException>(() => context.SetLanguageAsync("xx"))).Message));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("/settings");
        var menu = await ada.NextReply(Patience, Cancellation);
        Show(menu).ShouldBe("Settings | ✅ Sound | More | Русский");

        (await Press("Русский")).ShouldBe("Настройки | ✅ Звук | Ещё | Русский");
        (await Press("Ещё")).ShouldBe("Ещё | Очистить | « Назад");
        (await Press("Очистить")).ShouldBe("Точно? | Да,Нет");
        await ada.Send("/wrong");
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldStartWith("The bot does not have the language 'xx'.");

        async Task<string> Press(string button)
        {
            await ada.Press(menu, button);
            menu = await ada.NextReply(Patience, Cancellation);
            return Show(menu);
        }
    }

    [Fact]
    public void What_cannot_work_is_refused_when_the_menu_is_made()
    {
        var menu = new Menu("a", "A").Button("X", _ => Task.CompletedTask);
        var other = new Menu("b", "B");

        Should.Throw<ArgumentException>(() => menu.Button("X", _ => Task.CompletedTask));
        Should.Throw<ArgumentException>(() => menu.Submenu("Self", menu));
        menu.Submenu("B", other);
        Should.Throw<ArgumentException>(() => other.Submenu("A", menu)).Message.ShouldContain("below itself");
        Should.Throw<ArgumentException>(() => new Menu("c", "C").Submenu("B", other)).Message.ShouldContain("below 'a' already");
        Should.Throw<ArgumentException>(() => new Menu("with space", "?"));
        Should.Throw<ArgumentException>(() => new BotHandlers().Menu(new Menu("x", "X")).Menu(new Menu("x", "X")));
    }

    private static string Show(ChatMessage message)
        => string.Join(" | ", [message.Text, .. message.Buttons.Select(row => string.Join(',', row.Select(button => button.Text)))]);
}
