using System.Text.RegularExpressions;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>
/// What the keys of deploy.yaml mean: the rows of all tables <c>| key | meaning | default |</c> in the documents, which
/// are embedded in this assembly. A name in angle brackets stands for one that the user chooses.
/// </summary>
internal static partial class KeyMeanings
{
    private const string Prefix = "docs/";

    /// <summary>The documented keys, such as <c>host.port</c> and <c>secrets.&lt;NAME&gt;</c>, with what is said of them.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = ReadAll();

    /// <param name="path">Path of a key, such as <c>host.port</c>.</param>
    /// <returns>What it means, or null when no row has it.</returns>
    public static string? Of(string path) => RowFor(path) is { } row ? All[row] : null;

    /// <returns>The documented name of a key, or null.</returns>
    public static string? RowFor(string path) => All.Keys.FirstOrDefault(row => Matches(row.Split('.'), path.Split('.')));

    private static bool Matches(string[] row, string[] path) =>
        row.Length == path.Length && row.Zip(path).All(word => word.First == word.Second || word.First.StartsWith('<'));

    private static Dictionary<string, string> ReadAll()
    {
        var meanings = new Dictionary<string, string>(StringComparer.Ordinal);
        var assembly = typeof(KeyMeanings).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.Replace('\\', '/').StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            foreach (Match table in Table().Matches(reader.ReadToEnd().ReplaceLineEndings("\n")))
            {
                foreach (var row in table.Groups["row"].Captures.Select(row => row.Value.Trim('|', '\n').Split(" | ")).Where(row => row.Length == 3))
                {
                    Add(meanings, row);
                }
            }
        }

        return meanings;
    }

    private static void Add(Dictionary<string, string> meanings, string[] row)
    {
        var meaning = Plain(row[1]);
        var text = $"{char.ToUpperInvariant(meaning[0])}{meaning[1..]}. Default: {Plain(row[2])}.";
        foreach (Match key in Code().Matches(row[0]))
        {
            meanings.TryAdd(key.Groups[1].Value, text);
        }
    }

    // A link is its text, and code is as it is.
    private static string Plain(string markdown) => Link().Replace(markdown, "$1").Replace("`", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"^\| key \| meaning \| default \|\n\|[-|: ]+\|\n(?<row>\|[^\n]*\|\n?)+", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Link();
}
