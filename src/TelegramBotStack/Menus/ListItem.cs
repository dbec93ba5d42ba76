using System.Globalization;
using Telegram.Bot.Types.ReplyMarkups;

namespace TelegramBotStack.Menus;

internal sealed record ListItem<T>(
    string Id,
    Func<UpdateContext, Task<IReadOnlyList<T>>> Entries,
    Func<T, string> Key,
    Func<T, string> Label,
    Func<UpdateContext, string, Task> Pick,
    int PageSize) : MenuItem(Id)
{
    public override async Task<IReadOnlyList<InlineKeyboardButton[]>> RowsAsync(UpdateContext context, MenuPlace place)
    {
        var entries = await Entries(context).ConfigureAwait(false);
        var pages = Math.Max(1, (entries.Count + PageSize - 1) / PageSize);
        // A page that was there and is no longer, since entries are gone, is the last one.
        var page = place.ListId == Id ? Math.Clamp(place.Page, 0, pages - 1) : 0;
        var rows = entries.Skip(page * PageSize).Take(PageSize)
            .Select(entry => new[] { place.Button(Label(entry), Id, string.Create(CultureInfo.InvariantCulture, $"{page}.{Key(entry)}")) })
            .ToList();
        if (pages > 1)
        {
            rows.Add(Turn(place, page, pages));
        }

        return rows;
    }

    public override async Task<MenuView> PressAsync(UpdateContext context, Menu menu, string action)
    {
        var end = action.IndexOf('.', StringComparison.Ordinal);
        if (!int.TryParse(end < 0 ? action : action[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var page))
        {
            return new MenuView.TooOld();
        }

        if (end >= 0)
        {
            await Pick(context, action[(end + 1)..]).ConfigureAwait(false);
        }

        return new MenuView.Of(new MenuPlace(menu, Id, page));
    }

    private InlineKeyboardButton[] Turn(MenuPlace place, int page, int pages)
    {
        return [To("«", Math.Max(0, page - 1)), To($"{page + 1}/{pages}", page), To("»", Math.Min(pages - 1, page + 1))];

        InlineKeyboardButton To(string label, int other) => place.Button(label, Id, other.ToString(CultureInfo.InvariantCulture));
    }
}
