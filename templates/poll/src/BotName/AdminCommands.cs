using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack;

/// <summary>What only administrators may do, each with a question before it.</summary>
public static class AdminCommands
{
    private static readonly CallbackRoute<int> Delete = new("delete_poll");
    private static readonly CallbackRoute<bool> Clear = new("clear_polls");

    public static void AddTo(BotApplication bot)
    {
        bot.Command<int>("delete_poll", AskToDeleteAsync, options => options.Describe("Delete a poll: /delete_poll NUMBER").AdminsOnly());
        bot.Command("clear_polls", AskToClearAsync, options => options.Describe("Delete all polls").AdminsOnly());
        bot.Callback(Delete, DeleteAsync, options => options.AdminsOnly());
        bot.Callback(Clear, ClearAsync, options => options.AdminsOnly());
    }

    private static async Task AskToDeleteAsync(UpdateContext context, int number)
    {
        var poll = await Polls(context).FindAsync(number);
        await (poll is null
            ? context.ReplyAsync($"There is no poll № {number}.")
            : context.ReplyAsync($"Delete poll № {number}, “{poll.Question}”?", new InlineKeyboardMarkup(Delete.Button("Delete", number), Delete.Button("Keep", 0))));
    }

    private static async Task DeleteAsync(UpdateContext context, int number)
        => await context.EditAsync(
            number == 0 ? "Nothing was deleted." : await Polls(context).DeleteAsync(number) ? $"№ {number} is deleted." : $"№ {number} was gone already.");

    private static Task AskToClearAsync(UpdateContext context)
        => context.ReplyAsync("Delete all polls?", new InlineKeyboardMarkup(Clear.Button("Delete all", true), Clear.Button("Keep", false)));

    private static async Task ClearAsync(UpdateContext context, bool isMeant)
        => await context.EditAsync(isMeant ? $"Deleted: {await Polls(context).DeleteAllAsync()}" : "Nothing was deleted.");

    private static PollStore Polls(UpdateContext context) => new(context.Storage, context.CancellationToken);
}
