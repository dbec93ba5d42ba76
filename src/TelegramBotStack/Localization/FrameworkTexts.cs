namespace TelegramBotStack.Localization;

/// <summary>The framework's own texts.</summary>
internal static class FrameworkTexts
{
    public static TextSource Source { get; } = TextSource.Embedded(typeof(FrameworkTexts).Assembly, isBot: false);

    private static readonly Lazy<HashSet<(string Language, string Key)>> All =
        new(() => [.. Source.Read().SelectMany(file => file.Texts.Keys.Select(key => (file.Language, key)))]);

    private static readonly Lazy<HashSet<string>> AllKeys = new(() => [.. All.Value.Select(text => text.Key)]);

    public static IReadOnlySet<string> Keys => AllKeys.Value;

    public static bool Has(string language, string key) => All.Value.Contains((language, key));
}
