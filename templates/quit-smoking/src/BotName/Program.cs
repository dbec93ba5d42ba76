using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

await using var bot = Bot.Create(args);
return await bot.RunAsync();

/// <summary>What the bot does. Its tests start the same bot against a simulated Telegram, on a clock of theirs.</summary>
public static class Bot
{
    private const string Welcome = """
        You want to stop smoking? Tell me when: /quit means today, /quit 2026-01-15 that day.
        /status shows how far you are. Each month I write to you, at ten by your clock; /timezone sets it.
        """;

    public static BotApplication Create(string[] args, TimeProvider? time = null)
    {
        var builder = BotApplication.CreateBuilder(args)
            .Use{{ storage }}Storage()
            .UseTimeZones()
            .UseUsers(users =>
            {
                users.Welcome = _ => Task.FromResult(Welcome);
                users.Status = QuitCommands.DescribeAsync;
            });
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        var bot = builder.Build();

        bot.Command<DateOnly?>("quit", QuitCommands.QuitAsync, options => options.Describe("I have stopped smoking: today, or /quit 2026-01-15"));
        bot.Command("forget", QuitCommands.ForgetAsync, options => options.Describe("Forget all about me"));
        MonthlyNotice.AddTo(bot);

        return bot;
    }
}
