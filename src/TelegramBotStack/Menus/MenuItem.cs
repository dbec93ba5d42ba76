using Telegram.Bot.Types.ReplyMarkups;

namespace TelegramBotStack.Menus;

/// <summary>A part of a menu.</summary>
internal abstract record MenuItem(string Id)
{
    /// <summary>Its rows of buttons. One row of one button may stand beside others.</summary>
    public abstract Task<IReadOnlyList<InlineKeyboardButton[]>> RowsAsync(UpdateContext context, MenuPlace place);

    /// <summary>Does what a press of one of its buttons says, and returns what is to be shown then.</summary>
    /// <param name="context">The press.</param>
    /// <param name="menu">The menu it is in.</param>
    /// <param name="action">What the button carries besides the item; empty for most.</param>
    public abstract Task<MenuView> PressAsync(UpdateContext context, Menu menu, string action);
}

/// <summary>Where a menu stands: which page of which list.</summary>
internal sealed record MenuPlace(Menu Menu, string ListId = "", int Page = 0)
{
    public InlineKeyboardButton Button(string label, string itemId, string action = "")
        => InlineKeyboardButton.WithCallbackData(label, MenuData.Write(Menu.Name, itemId, action));
}

/// <summary>What a message shows after a press.</summary>
internal abstract record MenuView
{
    public sealed record Of(MenuPlace Place) : MenuView;

    /// <summary>A question in the place of the menu.</summary>
    public sealed record Question(string Text, InlineKeyboardButton[] Buttons) : MenuView;

    /// <summary>What is pressed is no longer there.</summary>
    public sealed record TooOld : MenuView;
}

internal sealed record ButtonItem(string Id, string Label, Func<UpdateContext, Task> Handler) : MenuItem(Id)
{
    public override Task<IReadOnlyList<InlineKeyboardButton[]>> RowsAsync(UpdateContext context, MenuPlace place)
        => Task.FromResult<IReadOnlyList<InlineKeyboardButton[]>>([[place.Button(MenuLabels.Read(context, place.Menu, Label), Id)]]);

    public override async Task<MenuView> PressAsync(UpdateContext context, Menu menu, string action)
    {
        await Handler(context).ConfigureAwait(false);
        return new MenuView.Of(new MenuPlace(menu));
    }
}

internal sealed record ToggleItem(
    string Id, string Label, Func<UpdateContext, Task<bool>> IsOn, Func<UpdateContext, bool, Task> SwitchTo) : MenuItem(Id)
{
    public override async Task<IReadOnlyList<InlineKeyboardButton[]>> RowsAsync(UpdateContext context, MenuPlace place)
    {
        var isOn = await IsOn(context).ConfigureAwait(false);
        return [[place.Button($"{(isOn ? "✅" : "⬜")} {MenuLabels.Read(context, place.Menu, Label)}", Id, isOn ? "off" : "on")]];
    }

    // What the button said, not the opposite of what is now: pressed twice it means the same.
    public override async Task<MenuView> PressAsync(UpdateContext context, Menu menu, string action)
    {
        await SwitchTo(context, action == "on").ConfigureAwait(false);
        return new MenuView.Of(new MenuPlace(menu));
    }
}

internal sealed record SubmenuItem(string Id, string Label, Menu Menu) : MenuItem(Id)
{
    public override Task<IReadOnlyList<InlineKeyboardButton[]>> RowsAsync(UpdateContext context, MenuPlace place)
        => Task.FromResult<IReadOnlyList<InlineKeyboardButton[]>>([[place.Button(MenuLabels.Read(context, place.Menu, Label), Id)]]);

    public override Task<MenuView> PressAsync(UpdateContext context, Menu menu, string action)
        => Task.FromResult<MenuView>(new MenuView.Of(new MenuPlace(Menu)));
}

internal sealed record ConfirmItem(string Id, string Label, string Question, Func<UpdateContext, Task> Handler) : MenuItem(Id)
{
    public override Task<IReadOnlyList<InlineKeyboardButton[]>> RowsAsync(UpdateContext context, MenuPlace place)
        => Task.FromResult<IReadOnlyList<InlineKeyboardButton[]>>([[place.Button(MenuLabels.Read(context, place.Menu, Label), Id)]]);

    public override async Task<MenuView> PressAsync(UpdateContext context, Menu menu, string action)
    {
        var place = new MenuPlace(menu);
        switch (action)
        {
            case "":
                return new MenuView.Question(
                    MenuLabels.Read(context, menu, Question),
                    [place.Button(context.Localize(MenuLabels.Yes), Id, "yes"), place.Button(context.Localize(MenuLabels.No), Id, "no")]);
            case "yes":
                await Handler(context).ConfigureAwait(false);
                break;
        }

        return new MenuView.Of(place);
    }
}
