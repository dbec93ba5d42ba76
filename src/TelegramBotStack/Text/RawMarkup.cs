using System.Globalization;

namespace TelegramBotStack;

/// <summary>A text that is markup already; see <see cref="Html.Raw"/> and <see cref="MarkdownV2.Raw"/>.</summary>
/// <param name="Text">The markup.</param>
public readonly record struct RawMarkup(string Text)
{
    internal static string TextOf<T>(T value, string? format)
        => value is IFormattable formattable ? formattable.ToString(format, CultureInfo.CurrentCulture) : value?.ToString() ?? "";
}
