using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

/// <summary>Reminds of a task an hour before it is due, or when it is due if there is less than that left.</summary>
public sealed class TaskReminders(BotSchedules schedules, TaskStore store, TimeProvider time)
{
    private const string Name = "task-reminder";

    private static readonly TimeSpan Before = TimeSpan.FromHours(1);

    public static void AddTo(BotApplication bot) => bot.Schedule<string>(Name, RemindAsync);

    /// <summary>Sets the reminder of a task, in the place of the one it had.</summary>
    /// <returns>The task with its reminder.</returns>
    public async Task<TaskItem> SetAsync(long user, TaskItem task, CancellationToken cancellationToken)
    {
        await CancelAsync(task, cancellationToken);
        // A reminder that a crash leaves behind without a task that names it says nothing.
        var reminder = MomentFor(task) is { } at
            ? await schedules.AddAsync(Name, at, task.Id, chatId: user, userId: user, cancellationToken)
            : null;
        var changed = await store.ChangeAsync(user, task.Id, known => known with { ReminderId = reminder?.Id }, cancellationToken);
        return changed ?? task;
    }

    public async Task CancelAsync(TaskItem task, CancellationToken cancellationToken)
    {
        if (task.ReminderId is { } id)
        {
            await schedules.CancelAsync(id, cancellationToken: cancellationToken);
        }
    }

    private DateTimeOffset? MomentFor(TaskItem task)
    {
        var now = time.GetUtcNow();
        return task.DueAt is not { } due || due <= now ? null
            : due - Before > now ? due - Before
            : due;
    }

    private static async Task RemindAsync(ScheduledContext<string> context)
    {
        var task = await context.Services.GetRequiredService<TaskStore>().FindAsync(context.UserId!.Value, context.Payload, context.CancellationToken);
        if (task?.ReminderId == context.Id)
        {
            var texts = await TaskText.ForAsync(context);
            await context.SendAsync($"{texts.Localize("reminder")}\n\n{texts.Card(task)}", TaskCard.Buttons(task, texts));
        }
    }
}
