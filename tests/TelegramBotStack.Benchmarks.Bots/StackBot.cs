namespace TelegramBotStack.Benchmarks.Bots;

/// <summary>An echo bot of this stack, as its templates make one: durable inbox, lease, status, masked logs.</summary>
internal static class StackBot
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var bot = BotApplication.CreateBuilder(args).Build();
        bot.Text(context => context.ReplyAsync(context.Text!));
        return await bot.RunAsync();
    }
}
