namespace TelegramBotStack.Localization;

/// <summary>The framework's own texts.</summary>
internal static class FrameworkTexts
{
    public static TextSource Source { get; } = TextSource.Embedded(typeof(FrameworkTexts).Assembly, isBot: false);

    private static readonly Lazy<HashSet<string>> All = new(() => [.. Source.Read().SelectMany(file => file.Texts.Keys)]);

    public static IReadOnlySet<string> Keys => All.Value;
}
