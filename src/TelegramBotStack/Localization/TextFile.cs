using System.Text.Json;
using System.Text.RegularExpressions;

namespace TelegramBotStack.Localization;

/// <summary>
/// A file of texts: <c>texts.ru.json</c> with <c>{ "key": "text", "another": { "one": "…", "few": "…", "other": "…" } }</c>.
/// </summary>
internal static partial class TextFile
{
    public const string Pattern = "texts.*.json";

    private static readonly JsonDocumentOptions Json = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    /// <summary>The language in the name of a file or an embedded resource; null when it is no file of texts.</summary>
    public static string? LanguageOf(string name)
        => NamePattern().Match(name) is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : null;

    /// <exception cref="BotConfigurationException">It is malformed.</exception>
    public static IReadOnlyDictionary<string, LocalizedText> Read(string name, string language, ReadOnlyMemory<byte> content)
    {
        try
        {
            // Editors of translators write the mark in front that JSON does not have.
            var json = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
            using var document = JsonDocument.Parse(json, Json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => TextOf(one, language), StringComparer.Ordinal)
                : throw new FormatException("The file is no object.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new BotConfigurationException("texts-malformed", $"{name} cannot be read: {exception.Message}");
        }
    }

    private static LocalizedText TextOf(JsonProperty property, string language)
    {
        try
        {
            return property.Value.ValueKind switch
            {
                JsonValueKind.String => new LocalizedText(language, new Dictionary<PluralCategory, TextTemplate> { [PluralCategory.Other] = Template(property.Value) }),
                JsonValueKind.Object => new LocalizedText(language, Forms(property.Value)),
                _ => throw new FormatException("a text is a string, or an object with plural forms."),
            };
        }
        catch (FormatException exception)
        {
            throw new FormatException($"\"{property.Name}\": {exception.Message}");
        }
    }

    private static Dictionary<PluralCategory, TextTemplate> Forms(JsonElement element)
    {
        var forms = element.EnumerateObject().ToDictionary(one => Category(one.Name), one => Template(one.Value));
        return forms.ContainsKey(PluralCategory.Other)
            ? forms
            : throw new FormatException("the form \"other\" is missing; it is the one for all numbers that have no form of their own.");
    }

    private static PluralCategory Category(string name) => name switch
    {
        "zero" => PluralCategory.Zero,
        "one" => PluralCategory.One,
        "two" => PluralCategory.Two,
        "few" => PluralCategory.Few,
        "many" => PluralCategory.Many,
        "other" => PluralCategory.Other,
        _ => throw new FormatException($"\"{name}\" is no plural form; those are zero, one, two, few, many and other."),
    };

    private static TextTemplate Template(JsonElement value)
        => value.ValueKind == JsonValueKind.String
            ? TextTemplate.Parse(value.GetString()!)
            : throw new FormatException("a plural form is a string.");

    [GeneratedRegex(@"(?:\A|\.|[\\/])texts\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.json\z", RegexOptions.IgnoreCase)]
    private static partial Regex NamePattern();
}
