using TelegramBotStack.Menus;

namespace TelegramBotStack;

/// <summary>Menus of inline buttons; see <see cref="TelegramBotStack.Menu"/>.</summary>
public static class MenuExtensions
{
    /// <summary>Adds a menu and those below it.</summary>
    /// <param name="handlers">The bot's handlers.</param>
    /// <param name="menu">The menu, complete.</param>
    /// <param name="configure">Says more about the handler of its buttons, such as who may press them. Default: nothing.</param>
    /// <exception cref="ArgumentException">There is a menu of that name.</exception>
    public static BotHandlers Menu(this BotHandlers handlers, Menu menu, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        ArgumentNullException.ThrowIfNull(menu);
        handlers.Callback(MenuData.RouteOf(menu.Name), context => MenuPresenter.PressAsync(context, menu), configure);
        foreach (var submenu in menu.Submenus)
        {
            handlers.Menu(submenu, configure);
        }

        return handlers;
    }

    /// <inheritdoc cref="Menu(BotHandlers, Menu, Action{HandlerOptions})"/>
    public static BotApplication Menu(this BotApplication bot, Menu menu, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        bot.Handlers.Menu(menu, configure);
        return bot;
    }

    /// <summary>Sends a menu to the chat of this update.</summary>
    /// <param name="context">The update.</param>
    /// <param name="menu">A menu that was added to the bot.</param>
    public static Task ShowMenuAsync(this UpdateContext context, Menu menu)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(menu);
        return MenuPresenter.ShowAsync(context, menu);
    }

    /// <summary>Shows another menu in the place of the pressed one, once the handler of its button has ended.</summary>
    /// <param name="context">The press of one of its buttons.</param>
    /// <param name="menu">A menu that was added to the bot.</param>
    public static void SwitchMenu(this UpdateContext context, Menu menu)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(menu);
        MenuPresenter.Switch(context, menu);
    }

    /// <summary>Takes the buttons away from the menu that was pressed.</summary>
    /// <param name="context">The press of one of its buttons.</param>
    /// <param name="text">What is there in its place. Default: its text stays.</param>
    /// <exception cref="InvalidOperationException">The update is no press of a button.</exception>
    public static Task CloseMenuAsync(this UpdateContext context, string? text = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return MenuPresenter.CloseAsync(context, text);
    }
}
