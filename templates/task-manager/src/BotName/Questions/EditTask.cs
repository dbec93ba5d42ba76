using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

/// <summary>Asks what is to be changed about a task, and changes it.</summary>
public static class EditTask
{
    public static readonly CallbackRoute<string> Edit = new("edit");

    private const string Name = "edit-task";

    private enum Part
    {
        Title,
        Due,
        Priority,
    }

    public static void AddTo(BotApplication bot)
    {
        bot.Conversation(Name, AskAsync);
        bot.Callback(Edit, (context, id) => context.EnterAsync(Name, id));
    }

    private static async Task AskAsync(Conversation talk)
    {
        var zone = await TaskQuestions.ZoneAsync(talk);
        var part = await talk.ChooseAsync(
            talk.Localize("edit.part"),
            [(talk.Localize("edit.title"), Part.Title), (talk.Localize("edit.due"), Part.Due), (talk.Localize("edit.priority"), Part.Priority)]);
        var change = await ChangeAsync(talk, part, zone);
        var task = await talk.OnceAsync(() => SaveAsync(talk, change));
        if (task is null)
        {
            await talk.ReplyAsync(talk.Localize("card.gone"));
            return;
        }

        var texts = new TaskText(talk.Services.GetRequiredService<ITexts>(), talk.Language, zone);
        await talk.ReplyAsync($"{talk.Localize("edit.changed")}\n\n{texts.Card(task)}", TaskCard.Buttons(task, texts));
    }

    private static async Task<Func<TaskItem, TaskItem>> ChangeAsync(Conversation talk, Part part, TimeZoneInfo zone)
    {
        switch (part)
        {
            case Part.Title:
                var title = await TaskQuestions.TitleAsync(talk);
                return task => task with { Title = title };
            case Part.Due:
                var due = await TaskQuestions.DueAsync(talk, zone);
                return task => task with { DueAt = due };
            default:
                var priority = await TaskQuestions.PriorityAsync(talk);
                return task => task with { Priority = priority };
        }
    }

    private static async Task<TaskItem?> SaveAsync(Conversation talk, Func<TaskItem, TaskItem> change)
    {
        var store = talk.Services.GetRequiredService<TaskStore>();
        return await store.ChangeAsync(talk.UserId, talk.Argument, change, talk.CancellationToken) is { } task
            ? await talk.Services.GetRequiredService<TaskReminders>().SetAsync(talk.UserId, task, talk.CancellationToken)
            : null;
    }
}
