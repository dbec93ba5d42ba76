namespace TelegramBotStack.Menus;

/// <summary>What menus say by themselves, and the labels of localized ones.</summary>
internal static class MenuLabels
{
    public const string Back = "menus.back";
    public const string Yes = "menus.yes";
    public const string No = "menus.no";

    /// <summary>A label as the user reads it.</summary>
    public static string Read(UpdateContext context, Menu menu, string label) => menu.IsLocalized ? context.Localize(label) : label;
}
