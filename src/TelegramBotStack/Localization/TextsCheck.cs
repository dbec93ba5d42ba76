using TelegramBotStack.Localization;

namespace TelegramBotStack;

/// <summary>Compares a bot's files of texts with each other and with its sources.</summary>
public static class TextsCheck
{
    private const string English = "en";

    /// <summary>Reads all <c>texts.*.json</c> and <c>*.cs</c> below a directory, but not what was built from them.</summary>
    /// <param name="directory">The directory of the bot's project.</param>
    /// <returns>What is wrong, by file and key; empty when nothing is.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static IReadOnlyList<TextsFinding> Run(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var findings = new List<TextsFinding>();
        var files = ReadTexts(directory, findings);
        var sources = new SourceKeys();
        foreach (var file in FilesIn(directory).Where(file => file.EndsWith(".cs", StringComparison.Ordinal)))
        {
            sources.Read(Path.GetRelativePath(directory, file), File.ReadAllText(file));
        }

        if (files.Count > 0)
        {
            var reference = files.Find(file => file.Language == English) ?? files[0];
            findings.AddRange(files.SelectMany(file => Compare(file, reference, files)));
            findings.AddRange(files.SelectMany(file => Unused(file, sources)));
        }

        findings.AddRange(Unknown(files, sources));
        return [.. findings.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Key, StringComparer.Ordinal)];
    }

    private static List<Texts> ReadTexts(string directory, List<TextsFinding> findings)
    {
        var files = new List<Texts>();
        foreach (var path in FilesIn(directory).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(directory, path);
            if (TextFile.LanguageOf(path) is not { } language)
            {
                continue;
            }

            try
            {
                files.Add(new Texts(name, language, TextFile.Read(name, language, File.ReadAllBytes(path))));
            }
            catch (BotConfigurationException exception)
            {
                findings.Add(new TextsFinding(name, null, TextsFault.Malformed, exception.Message));
            }
        }

        return files;
    }

    private static IEnumerable<TextsFinding> Compare(Texts file, Texts reference, List<Texts> files)
    {
        foreach (var key in files.SelectMany(other => other.ByKey.Keys).Distinct(StringComparer.Ordinal).Where(key => !IsIn(file.Language, key, files)))
        {
            yield return new TextsFinding(file.Name, key, TextsFault.Missing, $"\"{key}\" is missing in '{file.Language}'.");
        }

        foreach (var (key, text) in file.ByKey)
        {
            if (reference.ByKey.TryGetValue(key, out var original) && DifferentPlaces(text, original) is { Length: > 0 } different)
            {
                yield return new TextsFinding(
                    file.Name, key, TextsFault.Places, $"\"{key}\" has not the same places as in '{reference.Language}': {different}.");
            }

            if (text.HasPlural && WrongForms(text, file.Language) is { Length: > 0 } wrong)
            {
                yield return new TextsFinding(file.Name, key, TextsFault.Forms, $"\"{key}\": {wrong}.");
            }
        }
    }

    /// <summary>A variant such as <c>pt-br</c> needs only what differs from its language.</summary>
    private static bool IsIn(string language, string key, List<Texts> files)
        => FrameworkTexts.Has(language, key) || files.Exists(file => (file.Language == language || file.Language == LanguageTag.WithoutVariant(language)) && file.ByKey.ContainsKey(key));

    private static string DifferentPlaces(LocalizedText text, LocalizedText original)
    {
        // A form for one thing or none may leave the number out.
        var (here, there) = (Places(text), Places(original));
        return string.Join(", ", here.Except(there).Select(name => $"{{{name}}} too many")
            .Concat(there.Except(here).Where(name => name != LocalizedText.Count).Select(name => $"{{{name}}} too few")));
    }

    private static HashSet<string> Places(LocalizedText text) => [.. text.Forms.Values.SelectMany(form => form.Names)];

    private static string WrongForms(LocalizedText text, string language)
    {
        var needed = PluralRules.Of(language).Categories;
        // Of whole numbers only millions take it in Romance languages; hardly any text needs it.
        var missing = needed.Except(text.Forms.Keys).Where(form => form != PluralCategory.Many || needed.Contains(PluralCategory.Few));
        return string.Join(", ", missing.Select(form => $"the form \"{Name(form)}\" is missing in '{language}'")
            .Concat(text.Forms.Keys.Except(needed).Select(form => $"'{language}' has no form \"{Name(form)}\"")));
    }

    private static IEnumerable<TextsFinding> Unused(Texts file, SourceKeys sources) => file.ByKey.Keys
        .Where(key => key != LanguageNames.Key && !FrameworkTexts.Keys.Contains(key) && !sources.Mention(key))
        .Select(key => new TextsFinding(file.Name, key, TextsFault.Unused, $"\"{key}\" is used by no source."));

    private static IEnumerable<TextsFinding> Unknown(List<Texts> files, SourceKeys sources) => sources.Asked
        .Where(asked => !FrameworkTexts.Keys.Contains(asked.Key) && !files.Exists(file => file.ByKey.ContainsKey(asked.Key)))
        .Select(asked => new TextsFinding(asked.Value, asked.Key, TextsFault.Unknown, $"\"{asked.Key}\" is in no file of texts."));

    private static IEnumerable<string> FilesIn(string directory) => Directory.EnumerateFiles(directory)
        .Concat(Directory.EnumerateDirectories(directory).Where(below => Path.GetFileName(below) is not ("bin" or "obj" or ".git")).SelectMany(FilesIn));

    private static string Name(PluralCategory form) => form.ToString().ToLowerInvariant();

    private sealed record Texts(string Name, string Language, IReadOnlyDictionary<string, LocalizedText> ByKey);
}
