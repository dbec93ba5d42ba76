using System.Reflection;
using TelegramBotStack.Localization;

namespace TelegramBotStack;

/// <summary>Where the bot's texts are, and in which languages it speaks.</summary>
public sealed class LocalizationOptions
{
    private const string English = "en";

    private readonly List<TextSource> _sources = [];

    internal bool IsUsed { get; set; }

    /// <summary>
    /// The language of users whose own the bot does not have. Default: English if there is a file for it, else the first
    /// language in alphabetical order.
    /// </summary>
    public string? DefaultLanguage { get; set; }

    /// <summary>
    /// The languages users can have, as IETF tags. Default: those of the bot's files of texts; without any, those that the
    /// framework has texts in.
    /// </summary>
    public IList<string> Languages { get; } = [];

    /// <summary>Reads <c>texts.*.json</c> in a directory, besides the one of the program.</summary>
    /// <param name="path">The directory; one that does not exist holds nothing.</param>
    public LocalizationOptions AddDirectory(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _sources.Add(TextSource.Directory(path));
        return this;
    }

    /// <summary>
    /// Reads <c>texts.*.json</c> that are embedded in an assembly:
    /// <c>&lt;EmbeddedResource Include="texts.*.json" WithCulture="false" /&gt;</c>.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    public LocalizationOptions AddEmbedded(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _sources.Add(TextSource.Embedded(assembly, isBot: true));
        return this;
    }

    internal IEnumerable<TextSource> AllSources()
    {
        if (!IsUsed)
        {
            return [];
        }

        return Assembly.GetEntryAssembly() is { } program
            ? [TextSource.Embedded(program, isBot: true), .. _sources, TextSource.Directory(AppContext.BaseDirectory)]
            : [.. _sources, TextSource.Directory(AppContext.BaseDirectory)];
    }

    /// <summary>The languages to offer, of those that there are texts in, and the default one.</summary>
    /// <exception cref="BotConfigurationException">A language is malformed.</exception>
    internal (IReadOnlyList<string> Languages, string Default) Choose(IReadOnlyCollection<string> found)
    {
        var wanted = Languages.Select(Checked).ToArray();
        var standard = DefaultLanguage is null ? null : Checked(DefaultLanguage);
        if (!IsUsed)
        {
            return ([standard ?? English], standard ?? English);
        }

        var offered = (wanted.Length > 0 ? wanted : [.. found]).Append(standard).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return (offered, standard ?? (offered.Contains(English, StringComparer.Ordinal) ? English : offered[0]));
    }

    private static string Checked(string language) => LanguageTag.Normalise(language)
        ?? throw new BotConfigurationException("language-malformed", $"'{language}' is no language tag; those look like en or pt-br.");
}
