using Telegram.Bot.Types.Enums;
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
}
