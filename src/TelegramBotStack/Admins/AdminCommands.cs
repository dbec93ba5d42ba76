using System.Globalization;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Callbacks;
using TelegramBotStack.Users;

namespace TelegramBotStack.Admins;

/// <summary><c>/add_admin</c>, <c>/remove_admin</c>, <c>/decline_admin</c>: each asks, and a button does it.</summary>
internal sealed class AdminCommands(StoredUsers users, StoredRoles roles, AdminSetting setting, AdminNotices notices)
{
    public const string Button = "botstack.admins";
    public const string Decline = "decline";

    private const string Add = "add:";
    private const string Remove = "remove:";
    private const string Resign = "resign";
    private const string Cancel = "cancel";

    /// <summary>Makes whoever comes first administrator, where that is wanted.</summary>
    public Task ClaimAsync(UpdateContext context, Func<Task> next)
        => setting.FirstComeIsAdmin && context is { Command: "start", User: { IsBot: false } user, Chat.Type: ChatType.Private }
            ? ClaimAsync(context, user.Id, next)
            : next();

    private async Task ClaimAsync(UpdateContext context, long user, Func<Task> next)
    {
        if (await roles.ClaimAsync(context, user).ConfigureAwait(false))
        {
            await context.ReplyAsync(context.Localize("admins.you_are_first")).ConfigureAwait(false);
        }

        await next().ConfigureAwait(false);
    }

    public async Task AskToAddAsync(UpdateContext context)
    {
        if (await PersonAsync(context, "add_admin").ConfigureAwait(false) is not { } id)
        {
            return;
        }

        if (await users.FindAsync(id, context.CancellationToken).ConfigureAwait(false) is not { } user)
        {
            await ReplyAsync(context, "admins.not_registered", id).ConfigureAwait(false);
        }
        else if (roles.IsAdmin(id))
        {
            await ReplyAsync(context, "admins.already", id, user).ConfigureAwait(false);
        }
        else
        {
            await AskAsync(context, "admins.add_question", id, user, "admins.add_button", Add).ConfigureAwait(false);
        }
    }

    public async Task AskToRemoveAsync(UpdateContext context)
    {
        if (await PersonAsync(context, "remove_admin").ConfigureAwait(false) is not { } id)
        {
            return;
        }

        var user = await users.FindAsync(id, context.CancellationToken).ConfigureAwait(false);
        var obstacle = id == context.User?.Id ? "admins.not_yourself"
            : !roles.IsAdmin(id) ? "admins.not_admin"
            : roles.IsConfigured(id) ? "admins.configured"
            : null;
        if (obstacle is not null)
        {
            await ReplyAsync(context, obstacle, id, user).ConfigureAwait(false);
            return;
        }

        await AskAsync(context, "admins.remove_question", id, user, "admins.remove_button", Remove).ConfigureAwait(false);
    }

    public Task AskToDeclineAsync(UpdateContext context)
    {
        var (text, keyboard) = DeclineQuestion(context);
        return context.ReplyAsync(text, keyboard);
    }

    public async Task PressAsync(UpdateContext context)
    {
        await context.AnswerAsync().ConfigureAwait(false);
        var wanted = context.CallbackData;
        if (wanted == Decline)
        {
            // Not in the place of the message with the button: it tells what an administrator can do.
            await AskToDeclineAsync(context).ConfigureAwait(false);
            return;
        }

        var answer = wanted switch
        {
            Resign => await ResignAsync(context).ConfigureAwait(false),
            _ when IdAfter(wanted, Add) is { } id => await AddAsync(context, id).ConfigureAwait(false),
            _ when IdAfter(wanted, Remove) is { } id => await RemoveAsync(context, id).ConfigureAwait(false),
            _ => context.Localize("admins.cancelled"),
        };
        await PressedMessage.ReplaceAsync(context, answer).ConfigureAwait(false);
    }

    private async Task<string> AddAsync(UpdateContext context, long id)
    {
        if (await users.FindAsync(id, context.CancellationToken).ConfigureAwait(false) is not { } user)
        {
            return Text(context, "admins.not_registered", id, null);
        }

        if (await roles.ChangeAsync(context, id, IRoles.Admin, isGranted: true).ConfigureAwait(false) != RoleResult.Done)
        {
            return Text(context, "admins.already", id, user);
        }

        var told = await notices.TellAddedAsync(context, user).ConfigureAwait(false);
        return Text(context, told ? "admins.added" : "admins.added_untold", id, user);
    }

    private async Task<string> RemoveAsync(UpdateContext context, long id)
    {
        var user = await users.FindAsync(id, context.CancellationToken).ConfigureAwait(false);
        var result = await roles.ChangeAsync(context, id, IRoles.Admin, isGranted: false).ConfigureAwait(false);
        if (result == RoleResult.Done)
        {
            await notices.TellRemovedAsync(context, id, user?.Language).ConfigureAwait(false);
        }

        return Text(context, Refusal(result) ?? "admins.removed", id, user);
    }

    private async Task<string> ResignAsync(UpdateContext context)
    {
        var result = await roles.ChangeAsync(context, context.User!.Id, IRoles.Admin, isGranted: false).ConfigureAwait(false);
        return Text(context, Refusal(result) ?? "admins.declined", context.User.Id, context.Person);
    }

    private static string? Refusal(RoleResult result) => result switch
    {
        RoleResult.LastAdmin => "admins.last",
        RoleResult.Configured => "admins.configured",
        RoleResult.NotHeld => "admins.not_admin",
        _ => null,
    };

    private (string Text, InlineKeyboardMarkup? Keyboard) DeclineQuestion(UpdateContext context)
        => roles.IsConfigured(context.User!.Id)
            ? (Text(context, "admins.configured", context.User.Id, context.Person), null)
            : (context.Localize("admins.decline_question"), Keyboard(context, "admins.decline_button", Resign));

    private static long? IdAfter(string text, string prefix)
        => text.StartsWith(prefix, StringComparison.Ordinal) && long.TryParse(text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>The id after the command; null, and the user is told, when there is none.</summary>
    private static async Task<long?> PersonAsync(UpdateContext context, string command)
    {
        if (context.Arguments is [var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return id;
        }

        await context.ReplyAsync(context.Localize("admins.usage", ("command", command))).ConfigureAwait(false);
        return null;
    }

    private static Task<Message> AskAsync(UpdateContext context, string question, long id, BotUser? user, string button, string action)
        => context.ReplyAsync(Text(context, question, id, user), Keyboard(context, button, action + id.ToString(CultureInfo.InvariantCulture)));

    private static Task<Message> ReplyAsync(UpdateContext context, string key, long id, BotUser? user = null) => context.ReplyAsync(Text(context, key, id, user));

    private static string Text(UpdateContext context, string key, long id, BotUser? user)
        => context.Localize(key, ("name", user?.DisplayName ?? id.ToString(CultureInfo.InvariantCulture)), ("id", id));

    private static InlineKeyboardMarkup Keyboard(UpdateContext context, string button, string action) => new(
        InlineKeyboardButton.WithCallbackData(context.Localize(button), $"{Button}:{action}"),
        InlineKeyboardButton.WithCallbackData(context.Localize("admins.cancel_button"), $"{Button}:{Cancel}"));
}
