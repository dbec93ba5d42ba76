using TelegramBotStack;

/// <summary>Writes to each user when another month is over, at ten by their clock; also when the bot has been restarted meanwhile.</summary>
public static class MonthlyNotice
{
    private const string Name = "monthly-notice";

    public static void AddTo(BotApplication bot) => bot.Schedule<DateOnly>(Name, SendAsync);

    public static async Task ScheduleAsync(UpdateContext context, DateOnly since)
    {
        // Not every month has a 29th: then it is the last day of the month.
        var day = since.Day > 28 ? "L" : $"{since.Day}";
        // An update that is delivered twice schedules once; so the older ones go, and this one stays.
        var entry = await context.ScheduleAsync(Name, Recurrence.Cron($"0 10 {day} * *"), since);
        await CancelAsync(context, except: entry.Id);
    }

    public static async Task CancelAsync(UpdateContext context, long? except = null)
    {
        var chat = context.Chat!.Id;
        foreach (var entry in await context.Schedules.ListAsync(chat, context.CancellationToken))
        {
            if (entry.Name == Name && entry.UserId == context.User!.Id && entry.Id != except)
            {
                await context.Schedules.CancelAsync(entry.Id, chat, context.CancellationToken);
            }
        }
    }

    private static async Task SendAsync(ScheduledContext<DateOnly> context)
    {
        var today = await ProgressStore.TodayAsync(context.Services, context.UserId!.Value, context.CancellationToken);
        var progress = new Progress(context.Payload);
        // On the day itself there is nothing to say yet.
        if (progress.Months(today) > 0)
        {
            await context.SendAsync($"Another month!\n{progress.Describe(today)}\n\n{Quotes.Any()}");
        }
    }
}
