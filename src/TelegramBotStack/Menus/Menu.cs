using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Telegram.Bot.Types.Enums;
using TelegramBotStack.Callbacks;
using TelegramBotStack.Menus;

namespace TelegramBotStack;

/// <summary>
/// A menu of inline buttons under one message, which changes in place. What a button does is found by its name, so that
/// menus that users have in their chats go on working after restarts and updates of the bot.
/// </summary>
/// <example><code>
/// var settings = new Menu("settings", "Settings")
///     .Toggle("Notifications", GetNotificationsAsync, SetNotificationsAsync)
///     .Submenu("Language", languages)
///     .Confirm("Delete all", "Really delete everything?", DeleteAllAsync);
/// bot.Menu(settings);
/// bot.Command("settings", context => context.ShowMenuAsync(settings));
/// </code></example>
public sealed class Menu
{
    private readonly List<MenuItem> _items = [];

    /// <summary>A menu.</summary>
    /// <param name="name">1 to 20 letters, digits, <c>_</c>, <c>-</c> and <c>.</c>; other menus have others.</param>
    /// <param name="text">What is above the buttons.</param>
    /// <exception cref="ArgumentException">The name is malformed.</exception>
    public Menu(string name, string text)
        : this(name, _ => Task.FromResult(text))
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Text = context => Task.FromResult(MenuLabels.Read(context, this, text));
    }

    /// <summary>A menu with a text that changes.</summary>
    /// <param name="name">1 to 20 letters, digits, <c>_</c>, <c>-</c> and <c>.</c>; other menus have others.</param>
    /// <param name="text">Makes what is above the buttons, whenever the menu is shown.</param>
    /// <exception cref="ArgumentException">The name is malformed.</exception>
    public Menu(string name, Func<UpdateContext, Task<string>> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Name = CallbackData.CheckName(name).Length <= 20 ? name : throw new ArgumentException($"'{name}' is too long for a menu: 1 to 20 characters.", nameof(name));
        Text = text;
    }

    /// <summary>What tells it from other menus.</summary>
    public string Name { get; }

    /// <summary>How formatting is written in its texts. Default: not at all.</summary>
    public ParseMode ParseMode { get; init; }

    /// <summary>
    /// Whether its labels, its questions and its text, where that does not change, are keys of the bot's texts, shown in each
    /// user's language; see <see cref="LocalizationExtensions.UseLocalization"/>. Entries of lists are shown as they are. Default: false.
    /// </summary>
    public bool IsLocalized { get; init; }

    /// <summary>How many short buttons are beside each other, 1 to 8. Default: 1.</summary>
    public int Columns { get; init; } = 1;

    internal Func<UpdateContext, Task<string>> Text { get; }

    internal IReadOnlyList<MenuItem> Items => _items;

    /// <summary>The menu this one was entered from.</summary>
    internal Menu? Parent { get; private set; }

    internal IEnumerable<Menu> Submenus => _items.OfType<SubmenuItem>().Select(item => item.Menu);

    /// <summary>Adds a button. When its handler has ended, the menu is shown anew.</summary>
    /// <param name="label">What is on it.</param>
    /// <param name="handler">What to do. <see cref="CallbackExtensions.AnswerAsync"/> shows a notice.</param>
    /// <param name="id">Keeps buttons in chats alive when the label changes: 1 to 10 characters. Default: made of the label.</param>
    /// <exception cref="ArgumentException">The menu has such a button.</exception>
    public Menu Button(string label, Func<UpdateContext, Task> handler, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(new ButtonItem(IdOf(label, id), label, handler));
    }

    /// <summary>Adds a switch: on or off, shown before its label.</summary>
    /// <param name="label">What is on it.</param>
    /// <param name="isOn">Tells whether it is on.</param>
    /// <param name="switchTo">Switches it.</param>
    /// <param name="id">As in <see cref="Button"/>.</param>
    /// <exception cref="ArgumentException">The menu has such a button.</exception>
    public Menu Toggle(string label, Func<UpdateContext, Task<bool>> isOn, Func<UpdateContext, bool, Task> switchTo, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(isOn);
        ArgumentNullException.ThrowIfNull(switchTo);
        return Add(new ToggleItem(IdOf(label, id), label, isOn, switchTo));
    }

    /// <summary>Adds a button that shows another menu in the place of this one; that one gets a button back.</summary>
    /// <param name="label">What is on it.</param>
    /// <param name="menu">The other menu, which has no parent yet.</param>
    /// <param name="id">As in <see cref="Button"/>.</param>
    /// <exception cref="ArgumentException">The other menu is below another one already, or this one below it, or the menu has such a button.</exception>
    public Menu Submenu(string label, Menu menu, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(menu);
        for (var above = this; above is not null; above = above.Parent)
        {
            if (ReferenceEquals(above, menu))
            {
                throw new ArgumentException($"The menu '{menu.Name}' would be below itself.", nameof(menu));
            }
        }

        menu.Parent = menu.Parent is null ? this : throw new ArgumentException($"The menu '{menu.Name}' is below '{menu.Parent.Name}' already.", nameof(menu));
        return Add(new SubmenuItem(IdOf(label, id), label, menu));
    }

    /// <summary>Adds a button that asks whether it is really meant.</summary>
    /// <param name="label">What is on it.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="handler">What to do when it is meant.</param>
    /// <param name="id">As in <see cref="Button"/>.</param>
    /// <exception cref="ArgumentException">The menu has such a button.</exception>
    public Menu Confirm(string label, string question, Func<UpdateContext, Task> handler, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(question);
        ArgumentNullException.ThrowIfNull(handler);
        return Add(new ConfirmItem(IdOf(label, id), label, question, handler));
    }

    /// <summary>Adds a list with a button for each of its entries, and buttons to turn its pages.</summary>
    /// <typeparam name="T">What is in the list.</typeparam>
    /// <param name="id">Tells it from other lists of the menu: 1 to 10 characters.</param>
    /// <param name="entries">Reads the entries, whenever the menu is shown.</param>
    /// <param name="key">Names an entry, the same each time: up to 24 characters.</param>
    /// <param name="label">What is on its button.</param>
    /// <param name="pick">What to do when it is pressed, with its key. It may be gone meanwhile.</param>
    /// <param name="pageSize">How many entries a page has, 1 to 50. Default: 5.</param>
    /// <param name="question">What is asked before <paramref name="pick"/> is called. Default: nothing.</param>
    /// <exception cref="ArgumentException">The menu has such a button.</exception>
    public Menu List<T>(
        string id,
        Func<UpdateContext, Task<IReadOnlyList<T>>> entries,
        Func<T, string> key,
        Func<T, string> label,
        Func<UpdateContext, string, Task> pick,
        int pageSize = 5,
        Func<UpdateContext, T, string>? question = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(pick);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, 50);
        return Add(new ListItem<T>(IdOf(id, id), entries, key, label, pick, pageSize, question));
    }

    private static string IdOf(string label, string? id)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        return id is null
            ? Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(label)).AsSpan(0, 6))
            : CallbackData.CheckName(id).Length <= 10 ? id : throw new ArgumentException($"'{id}' is too long for a button: 1 to 10 characters.", nameof(id));
    }

    private Menu Add(MenuItem item)
    {
        if (_items.Exists(known => known.Id == item.Id))
        {
            throw new ArgumentException($"The menu '{Name}' has a button of that label or id.", nameof(item));
        }

        _items.Add(item);
        return this;
    }
}
