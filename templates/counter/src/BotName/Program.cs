using TelegramBotStack;

await using var bot = Bot.Create(args);
return await bot.RunAsync();

/// <summary>What the bot does. Its tests start the same bot against a simulated Telegram.</summary>
public static class Bot
{
    private const string Help = "I count your messages. /count tells how many there are, /reset starts again.";

    public static BotApplication Create(string[] args)
    {
        var bot = BotApplication.CreateBuilder(args).Use{{ storage }}Storage().Build();

        bot.Command("start", context => context.ReplyAsync(Help));
        bot.Command("count", async context =>
        {
            var count = await context.Storage.GetAsync<int>(CountOf(context), context.CancellationToken);
            await context.ReplyAsync($"Messages so far: {count}");
        });
        bot.Command("reset", async context =>
        {
            await context.Storage.DeleteAsync(CountOf(context), context.CancellationToken);
            await context.ReplyAsync("The count is back at 0.");
        });
        bot.Text(async context =>
        {
            var count = await context.Storage.UpdateAsync<int>(CountOf(context), before => before + 1, context.CancellationToken);
            await context.ReplyAsync($"Message {count}");
        });

        return bot;
    }

    private static string CountOf(UpdateContext context) => $"count/{context.Chat!.Id}";
}
