using TelegramBotStack.Callbacks;

namespace TelegramBotStack.Menus;

/// <summary>What a button of a menu carries: <c>menu.name:item:action</c>.</summary>
internal static class MenuData
{
    /// <summary>The button that leads to the menu above.</summary>
    public const string Back = "..";

    public static string RouteOf(string menu) => $"menu.{menu}";

    /// <exception cref="ArgumentException">It does not fit into a button.</exception>
    public static string Write(string menu, string item, string action)
    {
        var data = CallbackData.Write(RouteOf(menu), action.Length == 0 ? item : $"{item}:{action}");
        return CallbackData.Fits(data)
            ? data
            : throw new ArgumentException($"A button of the menu '{menu}' has over {CallbackData.MaximumBytes} bytes: '{data}'. Give its entries shorter keys.", nameof(action));
    }

    public static (string Item, string Action) Parse(string payload)
    {
        var end = payload.IndexOf(':', StringComparison.Ordinal);
        return end < 0 ? (payload, "") : (payload[..end], payload[(end + 1)..]);
    }
}
