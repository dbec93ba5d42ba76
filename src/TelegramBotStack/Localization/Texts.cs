using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TelegramBotStack.Localization;

/// <summary>All texts, read once.</summary>
internal sealed partial class Texts : ITexts
{
    private const string English = "en";
    private const int MostGapsLogged = 1_000;

    private readonly FrozenDictionary<string, FrozenDictionary<string, LocalizedText>> _byLanguage;
    private readonly ConcurrentDictionary<(string Language, string Key), bool> _gaps = new();
    private readonly ILogger _logger;

    public Texts(IEnumerable<TextSource> sources, IOptions<LocalizationOptions> options, ILogger<Texts> logger)
    {
        _logger = logger;
        var read = Ordered(sources, options.Value)
            .SelectMany(source => source.Read().Select(file => (source.IsBot, file.Language, file.Texts)))
            .ToArray();
        _byLanguage = read.GroupBy(file => file.Language, StringComparer.Ordinal).ToFrozenDictionary(
            files => files.Key,
            files => files.SelectMany(file => file.Texts)
                .GroupBy(text => text.Key, StringComparer.Ordinal)
                .ToFrozenDictionary(texts => texts.Key, texts => texts.Last().Value, StringComparer.Ordinal),
            StringComparer.Ordinal);
        var all = read.Select(file => file.Language);
        var own = read.Where(file => file.IsBot).Select(file => file.Language).ToArray();
        (Languages, DefaultLanguage) = options.Value.Choose(own.Length > 0 ? own : [.. all]);
    }

    public IReadOnlyList<string> Languages { get; }

    public string DefaultLanguage { get; }

    public string Match(string? languageCode)
    {
        // Nearly always: as it is.
        if (languageCode is not null && Languages.Contains(languageCode, StringComparer.Ordinal))
        {
            return languageCode;
        }

        if (LanguageTag.Normalise(languageCode) is not { } tag)
        {
            return DefaultLanguage;
        }

        var plain = LanguageTag.WithoutVariant(tag);
        return Languages.Contains(tag, StringComparer.Ordinal) ? tag
            : Languages.Contains(plain, StringComparer.Ordinal) ? plain
            : DefaultLanguage.StartsWith(plain + "-", StringComparison.Ordinal) ? DefaultLanguage
            : Languages.FirstOrDefault(language => language.StartsWith(plain + "-", StringComparison.Ordinal)) ?? DefaultLanguage;
    }

    public string Localize(string? language, string key, params (string Name, object? Value)[] arguments)
        => Find(language, key, arguments) ?? Missing(language ?? DefaultLanguage, key, key);

    /// <summary>A text that may be missing in all languages.</summary>
    public string? Find(string? language, string key, params (string Name, object? Value)[] arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var wanted = language is not null && _byLanguage.ContainsKey(language) ? language : LanguageTag.Normalise(language) ?? DefaultLanguage;
        if (Lookup(wanted, key) is { } text)
        {
            return text.Format(arguments);
        }

        var instead = Lookup(DefaultLanguage, key) ?? Lookup(English, key);
        return instead is null ? null : Missing(wanted, key, instead.Format(arguments));
    }

    /// <summary>A text that this language has itself.</summary>
    public string? Own(string language, string key) => In(language, key)?.Format([]);

    /// <summary>Later ones win: a package may translate the framework's texts, and a file beside the program mends what is embedded in it.</summary>
    private static IEnumerable<TextSource> Ordered(IEnumerable<TextSource> features, LocalizationOptions options)
        => [FrameworkTexts.Source, .. features, .. options.AllSources()];

    private LocalizedText? Lookup(string language, string key)
        => In(language, key) ?? In(LanguageTag.WithoutVariant(language), key);

    private LocalizedText? In(string language, string key)
        => _byLanguage.TryGetValue(language, out var texts) ? texts.GetValueOrDefault(key) : null;

    private string Missing(string language, string key, string instead)
    {
        // Bounded, since a key may be made of what a user wrote.
        if (_gaps.Count < MostGapsLogged && _gaps.TryAdd((language, key), true))
        {
            LogMissing(_logger, key, language, instead);
        }

        return instead;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The text '{Key}' is missing in '{Language}'; shown instead: {Instead}")]
    private static partial void LogMissing(ILogger logger, string key, string language, string instead);
}
