using TelegramBotStack;

await using var bot = Bot.Create(args);
return await bot.RunAsync();

/// <summary>What the bot does. Its tests start the same bot against a simulated Telegram.</summary>
public static class Bot
{
    public static BotApplication Create(string[] args)
    {
        var bot = BotApplication.CreateBuilder(args).Use{{ storage }}Storage().Build();

        bot.Command("start", context => context.ReplyAsync("Hello! Send me a text, and I send it back."));
        bot.Text(context => context.ReplyAsync(context.Text!));

        return bot;
    }
}
