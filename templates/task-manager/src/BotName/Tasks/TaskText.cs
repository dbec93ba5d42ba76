using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

/// <summary>Tasks in words, in one language and by one clock.</summary>
public sealed record TaskText(ITexts Texts, string Language, TimeZoneInfo Zone)
{
    private const int LongestLabel = 40;

    /// <summary>In the language of the user of an update, and by their clock.</summary>
    public static async Task<TaskText> ForAsync(UpdateContext context) => new(
        context.Services.GetRequiredService<ITexts>(),
        context.Language,
        await context.Schedules.GetTimeZoneAsync(context.User?.Id, context.CancellationToken));

    /// <summary>In the language of whoever scheduled work is for, and by their clock.</summary>
    public static async Task<TaskText> ForAsync(ScheduledContext context) => new(
        context.Services.GetRequiredService<ITexts>(),
        await context.GetLanguageAsync(),
        await context.Services.GetRequiredService<BotSchedules>().GetTimeZoneAsync(context.UserId, context.CancellationToken));

    public string Localize(string key, params (string Name, object? Value)[] arguments) => Texts.Localize(Language, key, arguments);

    /// <summary>A task in a few words, for a button or a line.</summary>
    public string Line(TaskItem task)
    {
        var mark = task.Priority switch
        {
            TaskPriority.High => "❗ ",
            TaskPriority.Low => "▫️ ",
            _ => "",
        };
        return $"{mark}{Shorten(task.Title)}{(task.DueAt is { } due ? $" · {Local(due):MM-dd HH:mm}" : "")}";
    }

    /// <summary>All that is known of a task.</summary>
    public string Card(TaskItem task) => Localize(
        "card.text",
        ("title", task.Title),
        ("due", task.DueAt is { } due ? $"{Local(due):yyyy-MM-dd HH:mm}" : Localize("card.any_time")),
        ("priority", Localize($"priority.{task.Priority.ToString().ToLowerInvariant()}")));

    public DateTime Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone).DateTime;

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestLabel ? line : line[..(char.IsHighSurrogate(line[LongestLabel - 1]) ? LongestLabel - 1 : LongestLabel)] + "…";
    }
}
