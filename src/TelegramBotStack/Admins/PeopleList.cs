using System.Globalization;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Callbacks;
using TelegramBotStack.Users;

namespace TelegramBotStack.Admins;

/// <summary><c>/list_users</c> and <c>/list_admins</c>, page by page: a message has room for 4,096 characters.</summary>
internal sealed class PeopleList(StoredUsers users, StoredRoles roles)
{
    public const string Button = "botstack.list";

    private const string Users = "users:";
    private const string Admins = "admins:";

    // With the longest names that Telegram allows (two of 64 and one of 32 characters) a page stays below the limit.
    private const int Size = 20;

    public Task ShowUsersAsync(UpdateContext context) => ShowAsync(context, Users);

    public Task ShowAdminsAsync(UpdateContext context) => ShowAsync(context, Admins);

    public async Task TurnPageAsync(UpdateContext context)
    {
        await context.AnswerAsync().ConfigureAwait(false);
        var wanted = context.CallbackData;
        var list = wanted.StartsWith(Users, StringComparison.Ordinal) ? Users : Admins;
        var number = int.TryParse(wanted.AsSpan(wanted.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? Math.Max(1, page)
            : 1;
        var (text, keyboard) = await RenderAsync(context, list, number).ConfigureAwait(false);
        await PressedMessage.ReplaceAsync(context, text, keyboard).ConfigureAwait(false);
    }

    private async Task ShowAsync(UpdateContext context, string list)
    {
        if (context.Chat?.Type != ChatType.Private)
        {
            await context.ReplyAsync(context.Localize("users.private_only")).ConfigureAwait(false);
            return;
        }

        var (text, keyboard) = await RenderAsync(context, list, 1).ConfigureAwait(false);
        await context.ReplyAsync(text, keyboard).ConfigureAwait(false);
    }

    private async Task<(string Text, InlineKeyboardMarkup? Keyboard)> RenderAsync(UpdateContext context, string list, int number)
    {
        var page = list == Users
            ? await users.PageAsync(number, Size, context.CancellationToken).ConfigureAwait(false)
            : await AdminPageAsync(number, context.CancellationToken).ConfigureAwait(false);
        var first = ((page.Number - 1) * Size) + 1;
        var lines = page.Users.Select((user, index) => Line(context, first + index, user));
        var header = context.Localize(list == Users ? "admins.users" : "admins.admins", ("count", page.Total));
        return ($"{header}\n\n{string.Join('\n', lines)}".TrimEnd(), Keyboard(list, page));
    }

    private async Task<UserPage> AdminPageAsync(int number, CancellationToken cancellationToken)
    {
        var admins = roles.Holders(IRoles.Admin);
        var pages = Math.Max(1, (admins.Count + Size - 1) / Size);
        var shown = Math.Min(number, pages);
        var people = new List<BotUser>();
        foreach (var admin in admins.Skip((shown - 1) * Size).Take(Size))
        {
            people.Add(await users.FindAsync(admin.UserId, cancellationToken).ConfigureAwait(false) ?? Unknown(admin.UserId));
        }

        return new UserPage(people, shown, pages, admins.Count);
    }

    private string Line(UpdateContext context, int number, BotUser user)
    {
        var marks = (roles.IsConfigured(user.Id) ? " ⚙" : "") + (user.BlockedAt is null ? "" : $" ({context.Localize("admins.blocked")})");
        return string.Create(CultureInfo.InvariantCulture, $"{number}. {user.DisplayName} – {user.Id}{marks}");
    }

    private static InlineKeyboardMarkup? Keyboard(string list, UserPage page)
    {
        if (page.Pages == 1)
        {
            return null;
        }

        InlineKeyboardButton To(string text, int number) => InlineKeyboardButton.WithCallbackData(
            text, string.Create(CultureInfo.InvariantCulture, $"{Button}:{list}{number}"));
        return new InlineKeyboardMarkup(
            To("«", 1),
            To("‹", Math.Max(1, page.Number - 1)),
            To(string.Create(CultureInfo.InvariantCulture, $"{page.Number}/{page.Pages}"), page.Number),
            To("›", Math.Min(page.Pages, page.Number + 1)),
            To("»", page.Pages));
    }

    /// <summary>An administrator of the configuration who has never written.</summary>
    private static BotUser Unknown(long id) => new() { Id = id, FirstName = "?", FirstSeenAt = default, LastSeenAt = default };
}
