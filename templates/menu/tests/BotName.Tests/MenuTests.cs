using TelegramBotStack;

public sealed class MenuTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private TelegramSimulator telegram = null!;
    private SimulatedUser ada = null!;
    private BotApplication bot = null!;
    private ChatMessage menu = null!;

    public async ValueTask InitializeAsync()
    {
        telegram = await TelegramSimulator.StartAsync();
        ada = telegram.CreateUser("Ada");
        bot = await Bot.Create(telegram.Arguments).StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await telegram.DisposeAsync();
    }

    [Fact]
    public async Task The_menu_leads_to_all_there_is_and_changes_in_place()
    {
        (await Ask("/start")).ShouldBe("What would you like to see? | Items | Settings | About | Close");
        (await Press("Settings")).ShouldBe("Your settings | ✅ Notifications | ⬜ Dark mode | Language | « Back");
        (await Press("« Back")).ShouldBe("What would you like to see? | Items | Settings | About | Close");
        (await (await ada.Press(menu, "About")).Answer(Patience)).Text.ShouldStartWith("I show what buttons can do.");
        (await Press("Close")).ShouldBe("See you. /menu brings me back.");
        ada.Messages.Count(message => message.IsFromBot).ShouldBe(1);
    }

    [Fact]
    public async Task Settings_are_kept_for_each_user()
    {
        await Ask("/settings");
        await Press("✅ Notifications");
        (await Press("⬜ Dark mode")).ShouldBe("Your settings | ⬜ Notifications | ✅ Dark mode | Language | « Back");

        (await Ask("/settings")).ShouldBe("Your settings | ⬜ Notifications | ✅ Dark mode | Language | « Back");
        var bob = telegram.CreateUser("Bob");
        await bob.Send("/settings");
        Show(await bob.NextReply(Patience)).ShouldBe("Your settings | ✅ Notifications | ⬜ Dark mode | Language | « Back");
    }

    [Theory]
    [InlineData("Русский", "Какой язык выбрать? | English,Русский | Español,Deutsch | « Назад", "Что показать? | Список | Настройки | О боте | Закрыть")]
    [InlineData("Español", "¿Qué idioma quieres? | English,Русский | Español,Deutsch | « Atrás", "¿Qué quieres ver? | Elementos | Ajustes | Acerca de | Cerrar")]
    [InlineData("Deutsch", "Welche Sprache möchtest du? | English,Русский | Español,Deutsch | « Zurück", "Was möchtest du sehen? | Einträge | Einstellungen | Über mich | Schließen")]
    public async Task The_whole_menu_speaks_the_language_that_was_chosen(string language, string languages, string main)
    {
        await Ask("/settings");
        await Press("Language");

        (await Press(language)).ShouldBe(languages);
        (await Ask("/menu")).ShouldBe(main);
    }

    [Fact]
    public async Task Items_are_shown_by_five_and_one_is_deleted_when_it_is_meant()
    {
        (await Ask("/items")).ShouldBe("50 items. Press one to delete it. | № 1 | № 2 | № 3 | № 4 | № 5 | «,1/10,» | Delete all | Restore all | « Back");
        await Press("»");

        (await Press("№ 7")).ShouldBe("Delete item 7? | Yes,No");
        (await Press("No")).ShouldStartWith("50 items. Press one to delete it. | № 6 | № 7 |");
        await Press("№ 7");
        (await Press("Yes")).ShouldBe("49 items. Press one to delete it. | № 6 | № 8 | № 9 | № 10 | № 11 | «,2/10,» | Delete all | Restore all | « Back");
    }

    [Fact]
    public async Task All_items_go_and_come_back()
    {
        await Ask("/items");
        (await Press("Delete all")).ShouldBe("Really delete all items? | Yes,No");
        (await Press("Yes")).ShouldBe("0 items. Press one to delete it. | Delete all | Restore all | « Back");
        (await Press("Restore all")).ShouldStartWith("50 items.");
    }
{% if storage != "Memory" %}
    [Fact]
    public async Task Settings_language_and_buttons_survive_a_restart()
    {
        await Ask("/settings");
        await Press("⬜ Dark mode");
        await Press("Language");
        await Press("Deutsch");
        await bot.DisposeAsync();
        bot = await Bot.Create(telegram.Arguments).StartAsync();

        (await Press("« Zurück")).ShouldBe("Deine Einstellungen | ✅ Benachrichtigungen | ✅ Dunkle Farben | Sprache | « Zurück");
    }
{% endif %}
    [Fact]
    public void No_text_is_missing_in_any_language() => TextsCheck.Run(Path.Combine(Repository(), "src", "{{ name }}")).ShouldBeEmpty();

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "deploy.yaml")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }

    private async Task<string> Ask(string text)
    {
        await ada.Send(text);
        return Show(menu = await ada.NextReply(Patience));
    }

    private async Task<string> Press(string button)
    {
        await ada.Press(menu, button);
        return Show(menu = await ada.NextReply(Patience));
    }

    // The text and, row by row, the buttons below it.
    private static string Show(ChatMessage message)
        => string.Join(" | ", [message.Text, .. message.Buttons.Select(row => string.Join(',', row.Select(button => button.Text)))]);
}
