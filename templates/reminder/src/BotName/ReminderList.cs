using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

/// <summary>What a user is to be reminded of in a chat, by pages. A pressed one is deleted.</summary>
public static class ReminderList
{
    private const int LongestLabel = 40;

    public static Menu Create() => new Menu("reminders", DescribeAsync)
        .List("all", ReadAsync, key: reminder => $"{reminder.Id}", label: reminder => reminder.Label, pick: DeleteAsync)
        .Button("Close", context => context.CloseMenuAsync());

    private static async Task<string> DescribeAsync(UpdateContext context) => (await ReadAsync(context)).Count switch
    {
        0 => "There is nothing that I shall remind you of.",
        var count => $"Reminders: {count}. Press one to delete it.",
    };

    private static async Task<IReadOnlyList<Reminder>> ReadAsync(UpdateContext context)
    {
        var zone = await context.Schedules.GetTimeZoneAsync(context.User?.Id, context.CancellationToken);
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var entries = await context.Schedules.ListAsync<string>(Reminders.Name, context.Chat!.Id, context.CancellationToken);
        // One that is due is just being sent.
        return [.. entries
            .Where(entry => entry.UserId == context.User?.Id && entry.DueAt > now)
            .Select(entry => new Reminder(entry.Id, $"{TimeZoneInfo.ConvertTime(entry.DueAt, zone):MM-dd HH:mm} {Shorten(entry.Payload)}"))];
    }

    private static async Task DeleteAsync(UpdateContext context, string key)
    {
        // What a button says is not to be believed: only the user's own reminders are looked through.
        if ((await ReadAsync(context)).FirstOrDefault(reminder => $"{reminder.Id}" == key) is { } reminder)
        {
            await context.Schedules.CancelAsync(reminder.Id, context.Chat!.Id, context.CancellationToken);
            await context.AnswerAsync("Deleted.");
        }
        else
        {
            await context.AnswerAsync("That one is gone.");
        }
    }

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestLabel ? line : line[..(char.IsHighSurrogate(line[LongestLabel - 1]) ? LongestLabel - 1 : LongestLabel)] + "…";
    }

    private sealed record Reminder(long Id, string Label);
}
