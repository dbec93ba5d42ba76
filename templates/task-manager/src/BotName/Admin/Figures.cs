using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack;

/// <summary>Tells administrators how much the bot is used.</summary>
public static class Figures
{
    public static void AddTo(BotApplication bot)
        => bot.Command("stats", ShowAsync, options => options.DescribeLocalized("commands.stats").AdminsOnly());

    private static async Task ShowAsync(UpdateContext context)
    {
        var (users, blocked) = (0, 0);
        await foreach (var user in context.Services.GetRequiredService<IUsers>().ListAsync(context.CancellationToken))
        {
            users++;
            blocked += user.BlockedAt is null ? 0 : 1;
        }

        var (open, done) = await context.Services.GetRequiredService<TaskStore>().CountAsync(context.CancellationToken);
        await context.ReplyAsync(context.Localize("stats", ("users", users), ("blocked", blocked), ("open", open), ("done", done)));
    }
}
