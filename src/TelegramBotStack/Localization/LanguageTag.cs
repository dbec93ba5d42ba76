using System.Text.RegularExpressions;

namespace TelegramBotStack.Localization;

/// <summary>IETF language tags, as Telegram sends them and names of files have them. In lower case: <c>pt-br</c>.</summary>
internal static partial class LanguageTag
{
    public static bool IsValid(string text) => Pattern().IsMatch(text);

    /// <summary>Null when it is none: what a user's app sends must not matter.</summary>
    public static string? Normalise(string? text)
    {
        var tag = text?.Trim().Replace('_', '-').ToLowerInvariant();
        return tag is not null && IsValid(tag) ? tag : null;
    }

    public static string WithoutVariant(string tag) => tag.Split('-')[0];

    [GeneratedRegex(@"\A[a-z]{2,3}(-[a-z0-9]{2,8})*\z")]
    private static partial Regex Pattern();
}
