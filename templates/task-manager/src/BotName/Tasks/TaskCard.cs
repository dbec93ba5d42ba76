using Microsoft.Extensions.DependencyInjection;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack;

/// <summary>One task, with buttons for what can be done with it.</summary>
public static class TaskCard
{
    public static readonly CallbackRoute<string> Show = new("task");
    public static readonly CallbackRoute<string> Done = new("done");

    private static readonly CallbackRoute<string> Delete = new("delete");
    private static readonly CallbackRoute<string> DeleteMeant = new("delete-yes");

    public static void AddTo(BotApplication bot)
    {
        bot.Callback(Show, ShowAsync);
        bot.Callback(Done, CompleteAsync);
        bot.Callback(Delete, AskToDeleteAsync);
        bot.Callback(DeleteMeant, DeleteAsync);
    }

    /// <summary>The buttons below a task.</summary>
    public static InlineKeyboardMarkup Buttons(TaskItem task, TaskText texts) => new(
        [
            [Done.Button(texts.Localize("card.done"), task.Id), EditTask.Edit.Button(texts.Localize("card.edit"), task.Id)],
            [Delete.Button(texts.Localize("card.delete"), task.Id), TaskList.Page.Button(texts.Localize("card.back"), 0)],
        ]);

    private static async Task ShowAsync(UpdateContext context, string id)
    {
        if (await FindAsync(context, id) is { } task)
        {
            var texts = await TaskText.ForAsync(context);
            await context.EditAsync(texts.Card(task), Buttons(task, texts));
        }
    }

    private static async Task CompleteAsync(UpdateContext context, string id)
    {
        if (await Store(context).CompleteAsync(context.User!.Id, id, context.CancellationToken) is { } task)
        {
            await context.Services.GetRequiredService<TaskReminders>().CancelAsync(task, context.CancellationToken);
            await context.AnswerAsync(context.Localize("card.was_done"));
            await TaskList.ShowAsync(context, page: 0);
        }
        else
        {
            await SayGoneAsync(context);
        }
    }

    private static async Task AskToDeleteAsync(UpdateContext context, string id)
    {
        if (await FindAsync(context, id) is { } task)
        {
            await context.EditAsync(
                context.Localize("card.delete_question", ("title", task.Title)),
                new InlineKeyboardMarkup(
                    DeleteMeant.Button(context.Localize("card.delete_yes"), id),
                    Show.Button(context.Localize("card.delete_no"), id)));
        }
    }

    private static async Task DeleteAsync(UpdateContext context, string id)
    {
        if (await FindAsync(context, id) is { } task)
        {
            await context.Services.GetRequiredService<TaskReminders>().CancelAsync(task, context.CancellationToken);
            await Store(context).DeleteAsync(context.User!.Id, id, context.CancellationToken);
            await context.AnswerAsync(context.Localize("card.was_deleted"));
            await TaskList.ShowAsync(context, page: 0);
        }
    }

    /// <summary>The user's task, or null, and then the user has been told that it is gone.</summary>
    private static async Task<TaskItem?> FindAsync(UpdateContext context, string id)
    {
        var task = await Store(context).FindAsync(context.User!.Id, id, context.CancellationToken);
        if (task is null)
        {
            await SayGoneAsync(context);
        }

        return task;
    }

    private static async Task SayGoneAsync(UpdateContext context)
    {
        await context.AnswerAsync(context.Localize("card.gone"));
        await TaskList.ShowAsync(context, page: 0);
    }

    private static TaskStore Store(UpdateContext context) => context.Services.GetRequiredService<TaskStore>();
}
