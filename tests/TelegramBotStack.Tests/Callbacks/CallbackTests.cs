using Telegram.Bot;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Callbacks;

public sealed class CallbackTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly CallbackRoute<string> Note = new("note");
    private static readonly CallbackRoute<int> Vote = new("vote");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_press_that_its_handler_leaves_without_an_answer_is_answered_once_also_when_it_throws()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = Bot(telegram);
        bot.Callback("forgets", _ => Task.CompletedTask);
        bot.Callback("throws", _ => throw new InvalidOperationException("as told"));
        bot.On(UpdateType.CallbackQuery, _ => Task.CompletedTask);
        await using var running = await bot.StartAsync(Cancellation);
        var (ada, menu) = await Menu(telegram, "forgets", "throws", "unknown");

        foreach (var button in new[] { "forgets", "throws", "unknown" })
        {
            (await (await ada.Press(menu, button)).Answer(Patience, Cancellation)).ShouldBe(new CallbackAnswer(null, false, null), button);
        }

        telegram.Statistics.ApiCallsByMethod["answerCallbackQuery"].ShouldBe(3);
    }

    [Fact]
    public async Task A_press_that_its_handler_answers_is_not_answered_again()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = Bot(telegram);
        bot.Callback("answers", context => context.AnswerAsync("Done", alert: true));
        bot.Callback("by-hand", context => context.Bot.AnswerCallbackQuery(context.Update.CallbackQuery!.Id, "By hand"));
        bot.Text(context => context.ReplyAsync("text"));
        await using var running = await bot.StartAsync(Cancellation);
        var (ada, menu) = await Menu(telegram, "answers", "by-hand");

        (await (await ada.Press(menu, "answers")).Answer(Patience, Cancellation)).ShouldBe(new CallbackAnswer("Done", true, null));
        (await (await ada.Press(menu, "by-hand")).Answer(Patience, Cancellation)).ShouldBe(new CallbackAnswer("By hand", false, null));

        // One chat's updates are handled one after the other, so whatever the presses caused is over then.
        await ada.Send("hello");
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("text");
        telegram.Statistics.ApiCallsByMethod["answerCallbackQuery"].ShouldBe(2);
    }

    [Fact]
    public async Task The_pressed_message_is_changed_in_place_and_one_that_is_so_already_or_gone_is_no_failure()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = Bot(telegram);
        var changed = new List<bool>();
        bot.Callback("changes", async context =>
        {
            changed.Add(await context.EditAsync("<b>Done</b>", new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("changes", "changes")), ParseMode.Html));
            await context.AnswerAsync("ok");
        });
        bot.Callback("deletes", async context =>
        {
            await context.Bot.DeleteMessage(context.Chat!.Id, context.Update.CallbackQuery!.Message!.Id);
            changed.Add(await context.EditAsync("gone"));
            await context.AnswerAsync("ok");
        });
        bot.Text(async context => await context.ReplyAsync((await Should.ThrowAsync<InvalidOperationException>(() => context.EditAsync("?"))).Message));
        await using var running = await bot.StartAsync(Cancellation);
        var (ada, menu) = await Menu(telegram, "changes", "deletes");

        await (await ada.Press(menu, "changes")).Answer(Patience, Cancellation);
        var edited = await ada.NextReply(Patience, Cancellation);
        (edited.MessageId, edited.Text, edited.Entities.Single().Type).ShouldBe((menu.MessageId, "Done", "bold"));
        await (await ada.Press(menu, "changes")).Answer(Patience, Cancellation);
        var (bob, other) = await Menu(telegram, "deletes");
        await (await bob.Press(other, "deletes")).Answer(Patience, Cancellation);

        changed.ShouldBe([true, true, false]);
        await ada.Send("text");
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("Only a message whose button was pressed can be changed.");
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_no_failure()
    {
        var options = new TelegramSimulatorOptions { CallbackQueryLifetime = TimeSpan.Zero };
        await using var telegram = await TelegramSimulator.StartAsync(options, Cancellation);
        var bot = Bot(telegram);
        bot.Callback("answers", async context => await context.ReplyAsync($"in time: {await context.AnswerAsync("Done")}"));
        bot.Callback("forgets", context => context.ReplyAsync("forgotten"));
        bot.Error((context, _) => context.ReplyAsync("failed"));
        await using var running = await bot.StartAsync(Cancellation);
        var (ada, menu) = await Menu(telegram, "answers", "forgets");

        await ada.Press(menu, "answers");
        await ada.Press(menu, "forgets");

        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("in time: False");
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe("forgotten");
    }

    [Fact]
    public async Task A_button_carries_typed_data_and_one_of_an_older_release_is_said_to_be_too_old()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = Bot(telegram);
        bot.Callback(Vote, (context, choice) => context.AnswerAsync($"{choice + 1}"));
        await using var running = await bot.StartAsync(Cancellation);
        var (ada, menu) = await Menu(telegram, Vote.Button("?", 41).CallbackData!, "vote:yes");

        (await (await ada.Press(menu, "vote:41")).Answer(Patience, Cancellation)).Text.ShouldBe("42");
        (await (await ada.Press(menu, "vote:yes")).Answer(Patience, Cancellation)).ShouldBe(new CallbackAnswer("This button is too old. Please ask for it again.", true, null));
    }

    [Fact]
    public async Task Data_of_over_64_bytes_comes_back_after_a_restart_until_its_time_is_over()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var text = new string('x', 500) + ":\\ы";
        var ada = telegram.CreateUser("Ada");
        ChatMessage menu;
        await using (await Start())
        {
            await ada.Send("/start");
            menu = await ada.NextReply(Patience, Cancellation);
        }

        await using var running = await Start();
        await ada.Press(menu, "Note");
        (await ada.NextReply(Patience, Cancellation)).Text.ShouldBe(text);

        var storage = (IStorage)running.Services.GetService(typeof(IStorage))!;
        foreach (var key in await storage.ListAsync("botstack/callback/", Cancellation))
        {
            await storage.DeleteAsync(key, Cancellation);
        }

        (await (await ada.Press(menu, "Note")).Answer(Patience, Cancellation)).ShouldBe(new CallbackAnswer("This button is too old. Please ask for it again.", true, null));

        Task<BotApplication> Start()
        {
            var bot = BotApplication.CreateBuilder(telegram.Arguments).Build();
            bot.Command("start", async context => await context.ReplyAsync("?", new InlineKeyboardMarkup(await Note.ButtonAsync(context, "Note", text))));
            bot.Callback(Note, (context, note) => context.ReplyAsync(note));
            return bot.StartAsync(Cancellation);
        }
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused_where_it_cannot_be_kept()
        => Should.Throw<ArgumentException>(() => Note.Button("Note", new string('ы', 40))).Message.ShouldContain("ButtonAsync");

    [Fact]
    public void No_handler_of_buttons_hides_another()
    {
        var handlers = new BotHandlers().Callback("vote", _ => Task.CompletedTask).Callback("votes", _ => Task.CompletedTask);

        Should.Throw<ArgumentException>(() => handlers.Callback(Vote, (_, _) => Task.CompletedTask)).Message.ShouldContain("'vote' have a handler");
        Should.Throw<ArgumentException>(() => handlers.Callback("vote:1", _ => Task.CompletedTask));
        handlers.AllowedUpdates.ShouldBe([UpdateType.CallbackQuery]);
    }

    private static BotApplication Bot(TelegramSimulator telegram) => BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build()
        .Command("menu", context => context.ReplyAsync(
            "?", new InlineKeyboardMarkup(context.Arguments.Select(data => InlineKeyboardButton.WithCallbackData(data, data)))));

    private static async Task<(SimulatedUser User, ChatMessage Menu)> Menu(TelegramSimulator telegram, params string[] data)
    {
        var ada = telegram.CreateUser("Ada");
        await ada.Send($"/menu {string.Join(' ', data)}");
        return (ada, await ada.NextReply(Patience, Cancellation));
    }
}
