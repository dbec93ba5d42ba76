using TelegramBotStack;

public sealed class LanguageTests : TaskBotTest
{
    [Fact]
    public async Task All_of_it_is_in_the_users_language()
    {
        var olga = Telegram.CreateUser("Olga", languageCode: "ru");
        (await Ask("/start", olga)).ShouldStartWith("Здравствуйте, Olga!");
        await Ask("/timezone Europe/Moscow", olga);
        (await Ask("Купить молоко", olga)).ShouldStartWith("К какому сроку?");
        (await Ask("вчера", olga)).ShouldBe("Пожалуйста, напишите время в будущем, вот так: 2026-12-31 14:30");
        (await Choose("Сегодня в 18:00", olga)).ShouldBe("Насколько это важно? | Очень важно | Как обычно | Не важно");
        (await Choose("Очень важно", olga)).ShouldStartWith("Записал.\n\nКупить молоко\n\nСрок: 2026-03-02 18:00\nВажность: Очень важно");
        (await Ask("/tasks", olga)).ShouldBe("1 задача | ❗ Купить молоко · 03-02 18:00 | ➕ Новая задача");

        Clock.AdvanceTo(DateTimeOffset.Parse("2026-03-02T14:00:00Z"));

        (await Next(olga)).ShouldStartWith("⏰ Не забудьте:\n\nКупить молоко");
        (await Ask("/tasks")).ShouldStartWith("0 tasks");
    }

    [Fact]
    public void No_text_is_missing_in_any_language()
        => TextsCheck.Run(Path.Combine(Repository(), "src", "{{ name }}")).Select(finding => finding.ToString()).ShouldBeEmpty();

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "deploy.yaml")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
