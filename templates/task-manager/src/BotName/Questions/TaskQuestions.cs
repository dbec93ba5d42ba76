using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

/// <summary>What is asked of a task, new or old.</summary>
public static class TaskQuestions
{
    private static readonly TimeOnly Morning = new(9, 0);
    private static readonly TimeOnly Evening = new(18, 0);

    public static bool IsTitle(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= TaskItem.LongestTitle;

    public static Task<string> TitleAsync(Conversation talk)
        => talk.AskAsync<string>(talk.Localize("ask.title"), IsTitle, talk.Localize("ask.title_length", ("count", TaskItem.LongestTitle)));

    /// <summary>Where the user's clock is. Noted, since the user may choose another zone before the conversation has ended.</summary>
    public static async Task<TimeZoneInfo> ZoneAsync(Conversation talk) => TimeZones.Find(await talk.OnceAsync(async () =>
        (await talk.Services.GetRequiredService<BotSchedules>().GetTimeZoneAsync(talk.UserId, talk.CancellationToken)).Id));

    /// <summary>Until when; null for any time.</summary>
    public static async Task<DateTimeOffset?> DueAsync(Conversation talk, TimeZoneInfo zone)
    {
        var now = TimeZoneInfo.ConvertTime(talk.Now(), zone).DateTime;
        var today = DateOnly.FromDateTime(now);
        List<(string, DateTime?)> buttons =
        [
            (talk.Localize("ask.tomorrow"), today.AddDays(1).ToDateTime(Morning)),
            (talk.Localize("ask.week"), today.AddDays(7).ToDateTime(Morning)),
            (talk.Localize("ask.any_time"), null),
        ];
        if (TimeOnly.FromDateTime(now) < Evening)
        {
            buttons.Insert(0, (talk.Localize("ask.today"), today.ToDateTime(Evening)));
        }

        var due = await talk.AskAsync(talk.Localize("ask.due"), due => due > now, talk.Localize("ask.due_retry"), buttons: buttons);
        return due is { } local ? TimeZones.ToInstant(local, zone) : null;
    }

    public static Task<TaskPriority> PriorityAsync(Conversation talk) => talk.ChooseAsync(
        talk.Localize("ask.priority"),
        [
            (talk.Localize("priority.high"), TaskPriority.High),
            (talk.Localize("priority.normal"), TaskPriority.Normal),
            (talk.Localize("priority.low"), TaskPriority.Low),
        ]);
}
