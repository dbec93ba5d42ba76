using System.Reflection;

namespace TelegramBotStack.Localization;

/// <summary>Where texts come from. The bot's own win over those of features, whatever the order.</summary>
internal sealed record TextSource(bool IsBot, Func<IEnumerable<(string Language, IReadOnlyDictionary<string, LocalizedText> Texts)>> Read)
{
    public static TextSource Embedded(Assembly assembly, bool isBot)
    {
        var read = new Lazy<(string, IReadOnlyDictionary<string, LocalizedText>)[]>(() => [.. EmbeddedIn(assembly)]);
        return new TextSource(isBot, () => read.Value);
    }

    public static TextSource Directory(string path) => new(IsBot: true, () => !System.IO.Directory.Exists(path)
        ? []
        : System.IO.Directory.EnumerateFiles(path, TextFile.Pattern)
            .Order(StringComparer.Ordinal)
            .Select(file => (file, language: TextFile.LanguageOf(file)))
            .Where(one => one.language is not null)
            .Select(one => (one.language!, TextFile.Read(one.file, one.language!, File.ReadAllBytes(one.file)))));

    private static IEnumerable<(string, IReadOnlyDictionary<string, LocalizedText>)> EmbeddedIn(Assembly assembly) => assembly
        .GetManifestResourceNames()
        .Order(StringComparer.Ordinal)
        .Select(name => (name, language: TextFile.LanguageOf(name)))
        .Where(one => one.language is not null)
        .Select(one => (one.language!, TextFile.Read(one.name, one.language!, Content(assembly, one.name))));

    private static byte[] Content(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
