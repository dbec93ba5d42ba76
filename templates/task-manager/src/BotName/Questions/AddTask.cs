using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

/// <summary>Asks for a new task. It is a conversation: the bot may be restarted between any two of its lines.</summary>
public static class AddTask
{
    public static readonly CallbackRoute<bool> New = new("new");

    private const string Name = "add-task";

    public static void AddTo(BotApplication bot)
    {
        bot.Conversation(Name, AskAsync);
        bot.Command("add", context => context.EnterAsync(Name, context.ArgumentText), options => options.DescribeLocalized("commands.add"));
        bot.Callback(New, (context, _) => context.EnterAsync(Name));
        // Whatever is written besides is a task as well.
        bot.Text(context => context.EnterAsync(Name, context.Text!));
    }

    private static async Task AskAsync(Conversation talk)
    {
        var title = TaskQuestions.IsTitle(talk.Argument) ? talk.Argument : await TaskQuestions.TitleAsync(talk);
        var zone = await TaskQuestions.ZoneAsync(talk);
        var due = await TaskQuestions.DueAsync(talk, zone);
        var priority = await TaskQuestions.PriorityAsync(talk);
        var task = new TaskItem { Id = talk.StepKey, Title = title, DueAt = due, Priority = priority, CreatedAt = talk.Now() };
        // The id says which task it is, also when this is done a second time since the bot was killed in the midst of it.
        task = await talk.OnceAsync(() => SaveAsync(talk, task));
        var texts = new TaskText(talk.Services.GetRequiredService<ITexts>(), talk.Language, zone);
        await talk.ReplyAsync($"{talk.Localize("add.added")}\n\n{texts.Card(task)}", TaskCard.Buttons(task, texts));
    }

    private static async Task<TaskItem> SaveAsync(Conversation talk, TaskItem task)
    {
        await talk.Services.GetRequiredService<TaskStore>().AddAsync(talk.UserId, task, talk.CancellationToken);
        return await talk.Services.GetRequiredService<TaskReminders>().SetAsync(talk.UserId, task, talk.CancellationToken);
    }
}
