using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Localization;

/// <summary>What the framework itself says, to users of other languages than English.</summary>
public sealed class FrameworkLanguageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public async Task Wrong_arguments_are_answered_in_the_users_language()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = Build(telegram);
        bot.Command<TimeSpan, string>("remind", (context, after, text) => context.ReplyAsync(text));
        bot.Command<Size>("order", (context, size) => context.ReplyAsync($"{size}"));
        bot.Command<DateTime>("at", (context, when) => context.ReplyAsync($"{when:yyyy-MM-dd HH:mm}"));
        await bot.StartAsync(Cancellation);
        var olga = telegram.CreateUser("Olga", languageCode: "ru");

        (await olga.AskAsync("/remind soon milk")).Text.ShouldBe(
            "«soon» – это не длительность вроде 30m, 2h или 1d12h.\nИспользование: /remind after text");
        (await olga.AskAsync("/remind 5m")).Text.ShouldBe("Не хватает «text».\nИспользование: /remind after text");
        (await olga.AskAsync("/order huge")).Text.ShouldBe("«huge» – это не одно из: small, large.\nИспользование: /order size");
        (await olga.AskAsync("/order small now")).Text.ShouldBe("«now» – это лишнее.\nИспользование: /order size");
        (await olga.AskAsync("/at \"2026-3-5 8:00\"")).Text.ShouldBe("2026-03-05 08:00");
        (await olga.AskAsync("/at 8:00")).Text.ShouldBe("«8:00» – это не дата и время вроде 2026-12-31 14:30.\nИспользование: /at when");
    }

    [Fact]
    public async Task A_conversation_keeps_the_language_it_began_in_through_a_restart_and_a_change_of_language()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var olga = telegram.CreateUser("Olga", languageCode: "ru");
        ChatMessage question;
        await using (await Start())
        {
            (await olga.AskAsync("/order")).Text.ShouldBe("?");
            (await olga.AskAsync("viele")).Text.ShouldBe("«viele» – это не целое число.");
            (await olga.AskAsync("11")).Text.ShouldBe("«11» здесь не подойдёт.");
            question = await olga.AskAsync("3");
            question.Buttons[0].Select(button => button.Text).ShouldBe(["Да", "Нет"]);
            (await olga.AskAsync("может быть")).Text.ShouldBe("Пожалуйста, нажмите одну из кнопок.");
            await olga.Press(question, "Да");
            await ButtonsAreGone();
            (await olga.ReplyAsync()).Text.ShouldBe("Sure?");
            (await olga.AskAsync("/language en")).Text.ShouldBe("Language: English");
        }

        await using (await Start())
        {
            await olga.Send("да");
            await ButtonsAreGone();
            (await olga.ReplyAsync()).Text.ShouldBe("3 True True ru");
        }

        async Task ButtonsAreGone() => (await olga.ReplyAsync()).EditedAt.ShouldNotBeNull();

        Task<BotApplication> Start()
        {
            var bot = Build(telegram, isMemory: false);
            bot.Command("order", context => context.EnterAsync("order"));
            bot.Conversation("order", async talk =>
            {
                var count = await talk.AskAsync<int>("?", count => count <= 10);
                var isMeant = await talk.ConfirmAsync("!");
                var isSure = await talk.ConfirmAsync("Sure?");
                await talk.ReplyAsync($"{count} {isMeant} {isSure} {talk.Language}");
            });
            return bot.StartAsync(Cancellation);
        }
    }

    [Fact]
    public async Task A_broadcast_reports_in_the_language_of_whoever_began_it()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = Build(telegram);
        var olga = telegram.CreateUser("Olga", languageCode: "ru");
        bot.Command("news", context => context.BroadcastAsync(BroadcastMessage.OfText("Hi"), new[] { olga.Id }.ToAsyncEnumerable()));
        await bot.StartAsync(Cancellation);

        await olga.Send("/news");
        var said = new List<string>();
        while (said.LastOrDefault() is not "Рассылка 1: 1 из 1. Отправлено 1, бот заблокирован 0, с ошибкой 0. Готово.")
        {
            said.Add((await olga.ReplyAsync()).Text);
        }

        said.ShouldContain("Hi");
    }

    [Fact]
    public async Task Scheduled_work_speaks_the_language_of_whoever_asked_for_it()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = Build(telegram);
        bot.Schedule<string>("ask", async context => await context.SendAsync(await context.LocalizeAsync("help.header")));
        bot.Command("later", context => context.ScheduleAsync("ask", TimeSpan.Zero, ""));
        await bot.StartAsync(Cancellation);

        (await telegram.CreateUser("Olga", languageCode: "ru").AskAsync("/later")).Text.ShouldBe("Вот что я умею:");
        (await telegram.CreateUser("Ada").AskAsync("/later")).Text.ShouldBe("This is what I can do:");
    }

    private static BotApplication Build(TelegramSimulator telegram, bool isMemory = true)
    {
        var builder = BotApplication.CreateBuilder(telegram.Arguments).UseConversations().UseLocalization();
        return (isMemory ? builder.UseMemoryStorage() : builder).Build();
    }
}
