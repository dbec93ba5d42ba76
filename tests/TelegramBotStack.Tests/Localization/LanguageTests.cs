using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Localization;

public sealed class LanguageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_user_is_answered_in_the_language_of_their_app_until_they_choose_another()
    {
        File.WriteAllText(_directory["texts.en.json"], """{ "tea": { "one": "{count} cup for {who}", "other": "{count} cups for {who}" } }""");
        File.WriteAllText(
            _directory["texts.ru.json"],
            """{ "tea": { "one": "{count} чашка для {who}", "few": "{count} чашки для {who}", "many": "{count} чашек для {who}", "other": "{count} чашки для {who}" } }""");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = await Build(telegram).StartAsync(Cancellation);
        var (ada, olga, yuki) = (telegram.CreateUser("Ada"), telegram.CreateUser("Olga", languageCode: "ru"), telegram.CreateUser("Yuki", languageCode: "ja"));

        (await ada.AskAsync("/tea")).Text.ShouldBe("5 cups for Ada");
        (await olga.AskAsync("/tea")).Text.ShouldBe("5 чашек для Olga");
        (await yuki.AskAsync("/tea")).Text.ShouldBe("5 cups for Yuki");

        var question = await ada.AskAsync("/language");
        question.Text.ShouldBe("Which language do you want?");
        question.Buttons.SelectMany(row => row).Select(button => button.Text).ShouldBe(["English", "Русский"]);
        (await ada.PressAsync(question, "Русский")).Text.ShouldBe("Язык: Русский");

        (await ada.AskAsync("/tea")).Text.ShouldBe("5 чашек для Ada");
        (await ada.AskAsync("/help")).Text.ShouldStartWith("Вот что я умею:\n\n/help – Что я умею");
        (await ada.AskAsync("/language xx")).Text.ShouldStartWith("Я не говорю на «xx».");
        var user = await bot.Services.GetRequiredService<IUsers>().FindAsync(ada.Id, Cancellation);
        (user!.LanguageCode, user.ChosenLanguage).ShouldBe(("en", "ru"));
    }

    [Fact]
    public async Task A_malformed_file_ends_the_start_with_its_reason()
    {
        File.WriteAllText(_directory["texts.en.json"], "{ \"a\": }");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = Build(telegram);

        (await Should.ThrowAsync<BotConfigurationException>(() => bot.StartAsync(Cancellation))).Code.ShouldBe("texts-malformed");
    }

    private BotApplication Build(TelegramSimulator telegram)
    {
        var bot = BotApplication.CreateBuilder(telegram.Arguments)
            .UseMemoryStorage()
            .UseLocalization(options => options.AddDirectory(_directory.Path))
            .Build();
        bot.Command("tea", context => context.ReplyAsync(context.Localize("tea", ("count", 5), ("who", context.User!.FirstName))));
        return bot;
    }
}
