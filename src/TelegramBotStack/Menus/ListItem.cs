using System.Globalization;
using Telegram.Bot.Types.ReplyMarkups;

namespace TelegramBotStack.Menus;

/// <summary>
/// Entries on pages. A button carries the page (<c>3</c>), a pressed entry with its page (<c>3.key</c>), or one that is really
/// meant (<c>3!key</c>).
/// </summary>
internal sealed record ListItem<T>(
    string Id,
    Func<UpdateContext, Task<IReadOnlyList<T>>> Entries,
    Func<T, string> Key,
    Func<T, string> Label,
    Func<UpdateContext, string, Task> Pick,
    int PageSize,
    Func<UpdateContext, T, string>? Question) : MenuItem(Id)
{
    private const char Pressed = '.';
    private const char Meant = '!';

    public override async Task<IReadOnlyList<InlineKeyboardButton[]>> RowsAsync(UpdateContext context, MenuPlace place)
    {
        var entries = await Entries(context).ConfigureAwait(false);
        var pages = Math.Max(1, (entries.Count + PageSize - 1) / PageSize);
        // A page that was there and is no longer, since entries are gone, is the last one.
        var page = place.ListId == Id ? Math.Clamp(place.Page, 0, pages - 1) : 0;
        var rows = entries.Skip(page * PageSize).Take(PageSize)
            .Select(entry => new[] { Button(place, Label(entry), page, Pressed, Key(entry)) })
            .ToList();
        if (pages > 1)
        {
            rows.Add(Turn(place, page, pages));
        }

        return rows;
    }

    public override async Task<MenuView> PressAsync(UpdateContext context, Menu menu, string action)
    {
        var end = action.IndexOfAny([Pressed, Meant]);
        if (!int.TryParse(end < 0 ? action : action[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var page))
        {
            return new MenuView.TooOld();
        }

        var place = new MenuPlace(menu, Id, page);
        if (end < 0)
        {
            return new MenuView.Of(place);
        }

        var key = action[(end + 1)..];
        if (Question is not null && action[end] == Pressed)
        {
            return await AskAsync(context, place, key, Question).ConfigureAwait(false);
        }

        await Pick(context, key).ConfigureAwait(false);
        return new MenuView.Of(place);
    }

    private async Task<MenuView> AskAsync(UpdateContext context, MenuPlace place, string key, Func<UpdateContext, T, string> question)
    {
        var entries = await Entries(context).ConfigureAwait(false);
        return entries.Where(entry => Key(entry) == key).Take(1).ToArray() is [var pressed]
            ? new MenuView.Question(
                question(context, pressed),
                [
                    Button(place, context.Localize(MenuLabels.Yes), place.Page, Meant, key),
                    place.Button(context.Localize(MenuLabels.No), Id, place.Page.ToString(CultureInfo.InvariantCulture)),
                ])
            : new MenuView.Of(place);
    }

    private InlineKeyboardButton Button(MenuPlace place, string label, int page, char mark, string key)
        => place.Button(label, Id, string.Create(CultureInfo.InvariantCulture, $"{page}{mark}{key}"));

    private InlineKeyboardButton[] Turn(MenuPlace place, int page, int pages)
    {
        return [To("«", Math.Max(0, page - 1)), To($"{page + 1}/{pages}", page), To("»", Math.Min(pages - 1, page + 1))];

        InlineKeyboardButton To(string label, int other) => place.Button(label, Id, other.ToString(CultureInfo.InvariantCulture));
    }
}
