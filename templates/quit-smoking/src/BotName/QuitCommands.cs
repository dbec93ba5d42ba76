using TelegramBotStack;

/// <summary>What a user writes.</summary>
public static class QuitCommands
{
    private static readonly DateOnly Earliest = new(1950, 1, 1);

    public static async Task QuitAsync(UpdateContext context, DateOnly? day)
    {
        var user = context.User!.Id;
        var today = await ProgressStore.TodayAsync(context.Services, user, context.CancellationToken);
        var since = day ?? today;
        if (since > today || since < Earliest)
        {
            await context.ReplyAsync("That day is too far away. Write one that has been: /quit 2026-01-15");
            return;
        }

        var progress = new Progress(since);
        await ProgressStore.SaveAsync(context.Storage, user, progress, context.CancellationToken);
        await MonthlyNotice.ScheduleAsync(context, since);
        await context.ReplyAsync($"Well done!\n{progress.Describe(today)}\n\n{Quotes.Any()}");
    }

    public static async Task<string> DescribeAsync(UpdateContext context)
    {
        var user = context.User!.Id;
        return await ProgressStore.FindAsync(context.Storage, user, context.CancellationToken) is { } progress
            ? $"{progress.Describe(await ProgressStore.TodayAsync(context.Services, user, context.CancellationToken))}\n\n{Quotes.Any()}"
            : "You have not told me when you stopped smoking. /quit means today, /quit 2026-01-15 that day.";
    }

    public static async Task ForgetAsync(UpdateContext context)
    {
        await MonthlyNotice.CancelAsync(context);
        await ProgressStore.ForgetAsync(context.Storage, context.User!.Id, context.CancellationToken);
        await context.ReplyAsync("All is forgotten. /quit begins anew.");
    }
}
