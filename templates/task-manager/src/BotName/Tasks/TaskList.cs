using Microsoft.Extensions.DependencyInjection;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack;

/// <summary>The open tasks of a user, some on a page, a button for each.</summary>
public static class TaskList
{
    /// <summary>Shows a page, in the place of the message whose button was pressed.</summary>
    public static readonly CallbackRoute<int> Page = new("page");

    private const int PageSize = 5;

    public static void AddTo(BotApplication bot)
    {
        bot.Command("tasks", async context =>
        {
            var (text, buttons) = await RenderAsync(context, page: 0);
            await context.ReplyAsync(text, buttons);
        }, options => options.DescribeLocalized("commands.tasks"));
        bot.Callback(Page, ShowAsync);
    }

    public static async Task ShowAsync(UpdateContext context, int page)
    {
        var (text, buttons) = await RenderAsync(context, page);
        await context.EditAsync(text, buttons);
    }

    private static async Task<(string Text, InlineKeyboardMarkup Buttons)> RenderAsync(UpdateContext context, int page)
    {
        var tasks = await context.Services.GetRequiredService<TaskStore>().ListAsync(context.User!.Id, context.CancellationToken);
        var texts = await TaskText.ForAsync(context);
        var pages = Math.Max(1, (tasks.Count + PageSize - 1) / PageSize);
        // A page that was there when the button was made, and is no longer, is the last one.
        page = Math.Clamp(page, 0, pages - 1);
        var rows = tasks.Skip(page * PageSize).Take(PageSize)
            .Select(task => new[] { TaskCard.Show.Button(texts.Line(task), task.Id) })
            .ToList();
        if (pages > 1)
        {
            rows.Add([
                Page.Button("«", Math.Max(0, page - 1)),
                Page.Button($"{page + 1}/{pages}", page),
                Page.Button("»", Math.Min(pages - 1, page + 1)),
            ]);
        }

        rows.Add([AddTask.New.Button(texts.Localize("list.new"), true)]);
        return (texts.Localize("list.text", ("count", tasks.Count)), new InlineKeyboardMarkup(rows));
    }
}
