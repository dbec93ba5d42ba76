using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

await using var bot = Bot.Create(args);
return await bot.RunAsync();

/// <summary>What the bot does. Its tests start the same bot against a simulated Telegram, on a clock of theirs.</summary>
public static class Bot
{
    /// <summary>How much anybody but an administrator may write.</summary>
    public const int MessagesPerMinute = 20;

    public static BotApplication Create(string[] args, TimeProvider? time = null)
    {
        var builder = BotApplication.CreateBuilder(args)
            .Use{{ storage }}Storage()
            // Who administers the bot is named by the setting BOT_ADMINS: ids, which /my_id tells.
            .UseAdmins()
            .UseRateLimit(new RateLimit(MessagesPerMinute, TimeSpan.FromMinutes(1)) { ExemptAdmins = true });
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<FailureNotices>();
        var bot = builder.Build();

        bot.Use(Statistics.CountAsync);
        bot.Error(FailureNotices.TellAsync);
        bot.Text(context => context.ReplyAsync($"🔊 You said: {context.Text}"));
        bot.Command("stats", Statistics.ShowOwnAsync, options => options.Describe("What you have written to me"));
        bot.Command("admin", Statistics.ShowAllAsync, options => options.Describe("How much I am used").AdminsOnly());
        bot.Command<int>("divide", (context, by) => context.ReplyAsync($"100 / {by} = {100 / by}"), options => options.Describe("100 divided by a number; try 0"));
        Announcements.AddTo(bot);

        return bot;
    }
}
