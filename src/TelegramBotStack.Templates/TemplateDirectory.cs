using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Templates;

/// <summary>
/// Writes the template: each different content of a file once, in a folder with all that are wanted under the same condition,
/// and <c>template.json</c>, which says what can be chosen and which folders are taken.
/// </summary>
internal static class TemplateDirectory
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string directory)
    {
        var sources = new Dictionary<(string Condition, bool IsCopied), string>();
        var conditions = new Dictionary<string, string>();
        foreach (var (path, content, condition) in Files(SymbolOf))
        {
            var isCopied = path != ScaffoldRecord.FileName && !HasName(content);
            if (!isCopied && ScaffoldRecord.CaresFor(path))
            {
                throw new InvalidOperationException($"{path} has the bot's name in it, and so a hash that the record cannot know.");
            }

            if (!sources.TryGetValue((condition, isCopied), out var folder))
            {
                sources.Add((condition, isCopied), folder = $"files/{sources.Count:D2}");
            }

            var file = Path.Combine(directory, folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }

        WriteJson(directory, "template.json", TemplateJson.Create(sources.Select(source => (source.Value, source.Key.Condition, source.Key.IsCopied)), conditions));
        WriteJson(directory, "dotnetcli.host.json", TemplateJson.CreateOptions());

        string SymbolOf(string condition)
        {
            if (!conditions.TryGetValue(condition, out var symbol))
            {
                conditions.Add(condition, symbol = $"case{conditions.Count:D2}");
            }

            return symbol;
        }
    }

    private static bool HasName(string content) =>
        content.Contains(Choices.NamePlaceholder, StringComparison.Ordinal) || content.Contains(TemplateJson.SlugPlaceholder, StringComparison.Ordinal);

    private static IEnumerable<(string Path, string Content, string Condition)> Files(Func<string, string> symbolOf)
    {
        var rendered = Choices.All.ToDictionary(record => record, record =>
        {
            var files = Scaffolder.Render(record);
            return (Texts: files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value.Content)), Record: record.For(files));
        });
        foreach (var path in rendered.Values.SelectMany(bot => bot.Texts.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            foreach (var (content, condition) in Variants.Of(record => rendered[record].Texts.GetValueOrDefault(path)))
            {
                yield return (path, content, condition);
            }
        }

        yield return (ScaffoldRecord.FileName, RecordText.Create([.. rendered.Values.Select(bot => bot.Record)], symbolOf), "");
    }

    private static void WriteJson(string directory, string name, JsonNode content)
    {
        var folder = Directory.CreateDirectory(Path.Combine(directory, ".template.config")).FullName;
        File.WriteAllText(Path.Combine(folder, name), content.ToJsonString(Format) + "\n");
    }
}
