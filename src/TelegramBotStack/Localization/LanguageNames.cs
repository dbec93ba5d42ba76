namespace TelegramBotStack.Localization;

/// <summary>
/// What a language is called by those who speak it. A bot runs without the data of cultures; a file of texts names its
/// language itself with the key <c>language.name</c>, and these are for files that do not.
/// </summary>
internal static class LanguageNames
{
    public const string Key = "language.name";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["ar"] = "العربية", ["be"] = "Беларуская", ["bg"] = "Български", ["cs"] = "Čeština", ["da"] = "Dansk", ["de"] = "Deutsch",
        ["el"] = "Ελληνικά", ["en"] = "English", ["es"] = "Español", ["et"] = "Eesti", ["fa"] = "فارسی", ["fi"] = "Suomi",
        ["fr"] = "Français", ["he"] = "עברית", ["hi"] = "हिन्दी", ["hr"] = "Hrvatski", ["hu"] = "Magyar", ["id"] = "Bahasa Indonesia",
        ["it"] = "Italiano", ["ja"] = "日本語", ["ka"] = "ქართული", ["kk"] = "Қазақша", ["ko"] = "한국어", ["lt"] = "Lietuvių",
        ["lv"] = "Latviešu", ["nl"] = "Nederlands", ["no"] = "Norsk", ["pl"] = "Polski", ["pt"] = "Português", ["pt-br"] = "Português (Brasil)",
        ["ro"] = "Română", ["ru"] = "Русский", ["sk"] = "Slovenčina", ["sl"] = "Slovenščina", ["sr"] = "Српски", ["sv"] = "Svenska",
        ["th"] = "ไทย", ["tr"] = "Türkçe", ["uk"] = "Українська", ["uz"] = "Oʻzbekcha", ["vi"] = "Tiếng Việt", ["zh"] = "中文",
    };

    /// <summary>The text the language's own file has, and no other's.</summary>
    public static string Of(Texts texts, string language) => texts.Own(language, Key) ?? Names.GetValueOrDefault(language) ?? language;
}
