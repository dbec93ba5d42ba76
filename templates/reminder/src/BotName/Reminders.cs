using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

/// <summary>Takes reminders on. The framework keeps them, and sends each once.</summary>
public static class Reminders
{
    /// <summary>What the scheduled work is called. Reminders in the storage are found by it, so it stays.</summary>
    public const string Name = "remind";

    public const string Usage = """
        /remind in 30m the tea
        /remind in 1d12h call Bob
        /remind at 14:30 the meeting
        """;

    public const int MostInAChat = 100;

    public static async Task AddAsync(UpdateContext context)
    {
        if (await ReadAsync(context) is not var (at, text))
        {
            await context.ReplyAsync($"Tell me when, and of what:\n{Usage}");
            return;
        }

        // An update that is delivered twice has its reminder already, and gets the same one.
        if (!context.IsRedelivery && (await context.Schedules.ListAsync(context.Chat!.Id, context.CancellationToken)).Count >= MostInAChat)
        {
            await context.ReplyAsync($"There are {MostInAChat} reminders already. Delete some first: /reminders");
            return;
        }

        await context.ScheduleAsync(Name, at, text);
        var zone = await context.Schedules.GetTimeZoneAsync(context.User?.Id, context.CancellationToken);
        await context.ReplyAsync($"I will remind you at {TimeZoneInfo.ConvertTime(at, zone):yyyy-MM-dd HH:mm} ({zone.Id}).");
    }

    /// <summary>When and of what: <c>in 30m tea</c>, <c>at 14:30 tea</c>; null for anything else.</summary>
    private static async Task<(DateTimeOffset At, string Text)?> ReadAsync(UpdateContext context)
    {
        if (context.ArgumentText.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries) is not [var word, var time, var text])
        {
            return null;
        }

        var zone = await context.Schedules.GetTimeZoneAsync(context.User?.Id, context.CancellationToken);
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        return ReminderTime.Read(word, time, now, zone) is { } at ? (at, text) : null;
    }
}
