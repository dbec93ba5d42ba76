using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

/// <summary>Sums up each morning, by each user's clock, what is late and what is due today.</summary>
public static class DailyDigest
{
    private const string Name = "daily-digest";

    private static readonly Recurrence EachMorning = Recurrence.Cron("0 8 * * *");

    // A digest of yesterday helps nobody: when the bot was down at eight, today's is left out.
    public static void AddTo(BotApplication bot) => bot.Schedule<string>(Name, SendAsync, options => options.Missed = MissedSchedule.Skip);

    public static async Task<bool> IsOnAsync(UpdateContext context) => await FindAsync(context) is not null;

    public static async Task TurnOnAsync(UpdateContext context)
    {
        if (await FindAsync(context) is null)
        {
            var user = context.User!.Id;
            await context.Schedules.AddAsync(Name, EachMorning, "", chatId: user, userId: user, context.CancellationToken);
        }
    }

    public static async Task TurnOffAsync(UpdateContext context)
    {
        if (await FindAsync(context) is { } entry)
        {
            await context.Schedules.CancelAsync(entry.Id, cancellationToken: context.CancellationToken);
        }
    }

    private static async Task<ScheduledEntry?> FindAsync(UpdateContext context)
        => (await context.Schedules.ListAsync(context.User!.Id, context.CancellationToken)).FirstOrDefault(entry => entry.Name == Name);

    private static async Task SendAsync(ScheduledContext<string> context)
    {
        var texts = await TaskText.ForAsync(context);
        var now = texts.Local(context.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        var tasks = await context.Services.GetRequiredService<TaskStore>().ListAsync(context.UserId!.Value, context.CancellationToken);
        var late = tasks.Where(task => task.DueAt is { } due && texts.Local(due) < now).ToList();
        var today = tasks.Where(task => task.DueAt is { } due && texts.Local(due) >= now && texts.Local(due).Date == now.Date).ToList();
        if (late.Count + today.Count > 0)
        {
            await context.SendAsync(string.Join("\n\n", Parts(texts, late, today, tasks.Count)));
        }
    }

    private static IEnumerable<string> Parts(TaskText texts, List<TaskItem> late, List<TaskItem> today, int all)
    {
        if (late.Count > 0)
        {
            yield return $"{texts.Localize("digest.late")}\n{Lines(texts, late)}";
        }

        if (today.Count > 0)
        {
            yield return $"{texts.Localize("digest.today")}\n{Lines(texts, today)}";
        }

        yield return texts.Localize("digest.all", ("count", all));
    }

    private static string Lines(TaskText texts, IEnumerable<TaskItem> tasks) => string.Join('\n', tasks.Select(texts.Line));
}
