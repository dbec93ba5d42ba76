using Microsoft.Extensions.DependencyInjection;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack;

/// <summary>Lets administrators write to everybody: a text is shown first, and sent when it is meant.</summary>
public static class Announcements
{
    // Longer texts than a button can carry are kept in the storage for a day.
    private static readonly CallbackRoute<string> Send = new("send") { KeepFor = TimeSpan.FromDays(1) };
    private static readonly CallbackRoute<bool> Drop = new("drop");

    public static void AddTo(BotApplication bot)
    {
        bot.Command("broadcast", AskAsync, options => options.DescribeLocalized("commands.broadcast").AdminsOnly());
        bot.Callback(Send, SendAsync, options => options.AdminsOnly());
        bot.Callback(Drop, (context, _) => context.EditAsync(context.Localize("broadcast.dropped")), options => options.AdminsOnly());
    }

    private static async Task AskAsync(UpdateContext context)
    {
        if (context.ArgumentText.Length == 0)
        {
            await context.ReplyAsync(context.Localize("broadcast.usage"));
            return;
        }

        var count = await Chats(context).CountAsync(context.CancellationToken);
        await context.ReplyAsync(
            context.Localize("broadcast.preview", ("count", count), ("text", context.ArgumentText)),
            new InlineKeyboardMarkup(
                await Send.ButtonAsync(context, context.Localize("broadcast.send"), context.ArgumentText),
                Drop.Button(context.Localize("broadcast.drop"), true)));
    }

    private static async Task SendAsync(UpdateContext context, string text)
    {
        await context.EditAsync(text);
        if (await IsFirstPressAsync(context))
        {
            await context.BroadcastAsync(BroadcastMessage.OfText(text), Chats(context));
        }
    }

    // Whoever presses twice, before the button is gone, means it once. An update that is delivered again is the first still.
    private static async Task<bool> IsFirstPressAsync(UpdateContext context)
    {
        var key = $"announced/{context.Chat!.Id}/{context.Update.CallbackQuery!.Message!.Id}";
        return await context.Storage.TryAddAsync(key, context.Update.Id, Send.KeepFor, context.CancellationToken)
            || await context.Storage.GetAsync<int>(key, context.CancellationToken) == context.Update.Id;
    }

    private static IAsyncEnumerable<long> Chats(UpdateContext context) => context.Services.GetRequiredService<IUsers>()
        .ListAsync(context.CancellationToken)
        .Where(user => user.BlockedAt is null)
        .Select(user => user.Id);
}
