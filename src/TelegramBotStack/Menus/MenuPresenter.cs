using Telegram.Bot;
using Telegram.Bot.Types.ReplyMarkups;

namespace TelegramBotStack.Menus;

/// <summary>Shows menus, and takes the presses of their buttons.</summary>
internal static class MenuPresenter
{
    // Bot API: InlineKeyboardMarkup; in all there may be 100.
    private const int MaximumColumns = 8;

    public static async Task ShowAsync(UpdateContext context, Menu menu)
    {
        var (text, keyboard) = await RenderAsync(context, new MenuPlace(menu)).ConfigureAwait(false);
        await context.ReplyAsync(text, keyboard, menu.ParseMode).ConfigureAwait(false);
    }

    public static async Task PressAsync(UpdateContext context, Menu menu)
    {
        var (id, action) = MenuData.Parse(context.CallbackData);
        var view = id == MenuData.Back
            ? new MenuView.Of(new MenuPlace(menu.Parent ?? menu))
            : menu.Items.FirstOrDefault(item => item.Id == id) is { } item
                ? await item.PressAsync(context, menu, action).ConfigureAwait(false)
                : new MenuView.TooOld();
        if (context.Features.Get<MenuClosed>() is not null || context.Update.CallbackQuery?.Message is not { } message)
        {
            return;
        }

        if (context.Features.Get<MenuSwitch>() is { Menu: var other })
        {
            view = new MenuView.Of(new MenuPlace(other));
        }

        if (view is MenuView.TooOld)
        {
            // The menu as it is now takes the place of the old one.
            await context.AnswerTooOldAsync().ConfigureAwait(false);
            view = new MenuView.Of(new MenuPlace(menu));
        }

        var (text, keyboard) = view is MenuView.Question question
            ? (question.Text, new InlineKeyboardMarkup([question.Buttons]))
            : await RenderAsync(context, ((MenuView.Of)view).Place).ConfigureAwait(false);
        await context.Bot.EditOrLeaveAsync(message.Chat.Id, message.Id, text, keyboard, ((view as MenuView.Of)?.Place.Menu ?? menu).ParseMode, context.CancellationToken).ConfigureAwait(false);
    }

    public static async Task CloseAsync(UpdateContext context, string? text)
    {
        var message = context.Update.CallbackQuery?.Message ?? throw new InvalidOperationException("A menu is closed by one of its buttons.");
        context.Features.Set(new MenuClosed());
        await (text is null
            ? context.Bot.RemoveButtonsAsync(message.Chat.Id, message.Id, context.CancellationToken)
            : context.Bot.EditOrLeaveAsync(message.Chat.Id, message.Id, text, null, default, context.CancellationToken)).ConfigureAwait(false);
    }

    public static void Switch(UpdateContext context, Menu menu) => context.Features.Set(new MenuSwitch(menu));

    private static async Task<(string Text, InlineKeyboardMarkup Keyboard)> RenderAsync(UpdateContext context, MenuPlace place)
    {
        var columns = Math.Clamp(place.Menu.Columns, 1, MaximumColumns);
        var rows = new List<InlineKeyboardButton[]>();
        var beside = new List<InlineKeyboardButton>();
        foreach (var item in place.Menu.Items)
        {
            var own = await item.RowsAsync(context, place).ConfigureAwait(false);
            if (own is [[var single]])
            {
                beside.Add(single);
                continue;
            }

            rows.AddRange(beside.Chunk(columns));
            beside.Clear();
            rows.AddRange(own);
        }

        rows.AddRange(beside.Chunk(columns));
        if (place.Menu.Parent is not null)
        {
            rows.Add([place.Button($"« {context.Localize(MenuLabels.Back)}", MenuData.Back)]);
        }

        return (await place.Menu.Text(context).ConfigureAwait(false), new InlineKeyboardMarkup(rows));
    }

    private sealed record MenuClosed;

    private sealed record MenuSwitch(Menu Menu);
}
