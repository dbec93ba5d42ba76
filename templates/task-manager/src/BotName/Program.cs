using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;
using TelegramBotStack.Web;

await using var bot = Bot.Create(args);
return await bot.RunAsync();

/// <summary>
/// What the bot is made of: here is the list, each part is in a file of its name. Its tests start the same bot against a
/// simulated Telegram, on a clock of theirs.
/// </summary>
public static class Bot
{
    public static BotApplication Create(string[] args, TimeProvider? time = null)
    {
        var builder = BotApplication.CreateBuilder(args)
            .Use{{ storage }}Storage()
            .UseJson(TasksJson.Default)
            .UseLocalization()
            .UseTimeZones()
            .UseConversations()
            .UseUsers(users =>
            {
                users.Welcome = context => Task.FromResult(context.Localize("welcome", ("name", context.User?.FirstName)));
                users.OnRegistered = (context, _) => DailyDigest.TurnOnAsync(context);
            })
            // Who administers the bot is named by the setting BOT_ADMINS: ids, which /my_id tells.
            .UseAdmins()
            .UseRateLimit(new RateLimit(60, TimeSpan.FromMinutes(1)))
            .UseMetricsEndpoint();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<TaskStore>();
        builder.Services.AddSingleton<TaskReminders>();
        var bot = builder.Build();

        AddTask.AddTo(bot);
        TaskList.AddTo(bot);
        TaskCard.AddTo(bot);
        EditTask.AddTo(bot);
        TaskReminders.AddTo(bot);
        DailyDigest.AddTo(bot);
        Settings.AddTo(bot);
        Figures.AddTo(bot);
        Announcements.AddTo(bot);
        bot.Error((context, _) => context.Chat is null ? Task.CompletedTask : context.ReplyAsync(context.Localize("failed")));

        return bot;
    }
}
