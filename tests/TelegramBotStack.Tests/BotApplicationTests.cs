using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests;

public sealed class BotApplicationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bot_of_three_lines_answers()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).Build();
        bot.Command("start", context => context.ReplyAsync("Hello"));
        await using var running = await bot.StartAsync(Cancellation);

        var ada = telegram.CreateUser("Ada");
        await ada.Send("/start");

        (await ada.NextReply(cancellationToken: Cancellation)).Text.ShouldBe("Hello");
    }

    [Fact]
    public async Task A_command_takes_its_arguments_and_text_takes_the_rest()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Command("add", context => context.ReplyAsync(string.Join('+', context.Arguments)));
        bot.Text(context => context.ReplyAsync($"text: {context.Text}"));
        bot.On(UpdateType.EditedMessage, context => context.ReplyAsync("edited"));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.Send($"/add@{telegram.Bot.Username}  1 2\n3");
        (await ada.NextReply(cancellationToken: Cancellation)).Text.ShouldBe("1+2+3");

        await ada.Send("/unknown");
        (await ada.NextReply(cancellationToken: Cancellation)).Text.ShouldBe("text: /unknown");
    }

    [Fact]
    public async Task In_a_group_a_command_for_another_bot_is_left_alone()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var reader = telegram.CreateBot("reader_bot", canReadAllGroupMessages: true);
        var bot = BotApplication.CreateBuilder([.. telegram.Arguments, $"--BOT_TOKEN={reader.Token}"]).Build();
        bot.Command("start", context => context.ReplyAsync("mine"));
        bot.Text(context => context.ReplyAsync($"text: {context.Text}"));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = reader.CreateUser("Ada");
        var team = reader.CreateGroup("Team", ada);

        await ada.Send("/start@another_bot", team);
        await ada.Send("/unknown@another_bot", team);
        await ada.Send("/start@reader_bot", team);

        (await team.NextReply(cancellationToken: Cancellation)).Text.ShouldBe("mine");
        team.Messages.Count(message => message.Text == "mine" || message.Text!.StartsWith("text", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_button_press_reaches_the_bots_own_handler()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).Build();
        bot.Command("menu", context => context.ReplyAsync("?", new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Yes", "yes"))));
        bot.On(UpdateType.CallbackQuery, context => context.ReplyAsync(context.Update.CallbackQuery!.Data!));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");
        await ada.Send("/menu");
        var menu = await ada.NextReply(cancellationToken: Cancellation);

        await ada.Press(menu, "Yes");

        (await ada.NextReply(cancellationToken: Cancellation)).Text.ShouldBe("yes");
    }
}
