namespace TelegramBotStack;

/// <summary>
/// The bot's texts by language and key. Handlers use <see cref="LocalizationExtensions"/>; this is for what has no update,
/// such as a scheduled message.
/// </summary>
public interface ITexts
{
    /// <summary>The languages that users can have, in alphabetical order: <c>en</c>, <c>pt-br</c>, …</summary>
    IReadOnlyList<string> Languages { get; }

    /// <summary>The language of users whose own the bot does not have.</summary>
    string DefaultLanguage { get; }

    /// <summary>The bot's language for a user's: the same, else the one it is a variant of, else another variant, else the default.</summary>
    /// <param name="languageCode">An IETF language tag as Telegram sends it: <c>ru</c>, <c>pt-br</c>; null when it sends none.</param>
    string Match(string? languageCode);

    /// <summary>
    /// A text. What a language lacks is taken from the language it is a variant of, then from the default one, then from
    /// English; each gap is logged once. A key that no language has is returned itself.
    /// </summary>
    /// <param name="language">An IETF language tag; null for the default language.</param>
    /// <param name="key">Name of the text: <c>order.confirmed</c>.</param>
    /// <param name="arguments">Values for <c>{name}</c> in the text. <c>count</c> chooses the plural form.</param>
    string Localize(string? language, string key, params (string Name, object? Value)[] arguments);
}
