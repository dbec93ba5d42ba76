using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

await using var bot = Bot.Create(args);
return await bot.RunAsync();

/// <summary>What the bot does. Its tests start the same bot against a simulated Telegram, on a clock of theirs.</summary>
public static class Bot
{
    private const string Welcome = $"""
        I remind you of whatever you tell me.
        {Reminders.Usage}
        /reminders shows what is to come, /timezone sets your clock.
        """;

    public static BotApplication Create(string[] args, TimeProvider? time = null)
    {
        var builder = BotApplication.CreateBuilder(args)
            .Use{{ storage }}Storage()
            .UseUsers(users => users.Welcome = _ => Task.FromResult(Welcome))
            .UseTimeZones();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        var bot = builder.Build();
        var list = ReminderList.Create();

        bot.Schedule<string>(Reminders.Name, context => context.SendAsync($"⏰ {context.Payload}"));
        bot.Command(
            "remind",
            Reminders.AddAsync,
            options => options.Describe("Remind me: /remind in 30m tea, /remind at 14:30 tea").RateLimit(30, per: TimeSpan.FromMinutes(1)));
        bot.Command("reminders", context => context.ShowMenuAsync(list), options => options.Describe("What I shall remind you of"));
        bot.Menu(list);

        return bot;
    }
}
