using System.Globalization;
using TelegramBotStack.Admins;

namespace TelegramBotStack.Users;

/// <summary><c>/start</c>, <c>/status</c> and <c>/my_id</c>.</summary>
internal sealed class UserCommands(UserHooks hooks, BotHealthText health)
{
    public static string Welcome(UpdateContext context) => context.Localize("users.welcome", ("name", context.User?.FirstName));

    public static string Status(UpdateContext context) => context.Localize(
        "users.status",
        ("name", context.Person?.DisplayName ?? context.User?.FirstName),
        ("since", context.Person?.FirstSeenAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–"));

    public static Task ShowIdAsync(UpdateContext context)
        => context.ReplyAsync(context.Localize("users.my_id", ("id", context.User?.Id), ("name", context.User?.FirstName)));

    public async Task StartAsync(UpdateContext context)
        => await context.ReplyAsync(await hooks.WelcomeAsync(context).ConfigureAwait(false)).ConfigureAwait(false);

    public async Task ShowStatusAsync(UpdateContext context)
    {
        var status = await hooks.StatusAsync(context).ConfigureAwait(false);
        // In a group others would read how the bot is.
        var isForAdmin = context.IsAdmin && context.Chat?.Id == context.User?.Id;
        await context.ReplyAsync(isForAdmin ? $"{status}\n\n{health.Describe(context)}" : status).ConfigureAwait(false);
    }
}
