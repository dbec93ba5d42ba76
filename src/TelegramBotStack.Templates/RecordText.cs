using System.Text;
using System.Text.Json;
using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Templates;

/// <summary>
/// The record of what a bot was scaffolded with, for every way to choose in one text: a line that is there, or so, for some only
/// is between <c>//#if</c> and <c>//#endif</c>, which <c>dotnet new</c> reads.
/// </summary>
internal static class RecordText
{
    private const string Files = "files";

    /// <param name="records">For every way to choose, the record.</param>
    /// <param name="symbolOf">The symbol for a condition: one that is long itself is lost where <c>dotnet new</c> reads a file piece by piece.</param>
    public static string Create(IReadOnlyCollection<ScaffoldRecord> records, Func<string, string> symbolOf)
    {
        var texts = records.ToDictionary(KeyOf, record => JsonDocument.Parse(record.ToBytes()).RootElement);
        var names = texts.Values.First().EnumerateObject().Select(property => property.Name).ToList();
        if (names[^1] != Files)
        {
            throw new InvalidOperationException($"'{Files}' must be the last of {ScaffoldRecord.FileName}: what comes before a condition ends with a comma.");
        }

        var text = new StringBuilder("{\n");
        foreach (var name in names.SkipLast(1))
        {
            Append($"  \"{name}\": ", ",", record => texts[KeyOf(record)].GetProperty(name).GetRawText());
        }

        text.Append("  \"files\": {\n");
        var paths = texts.Values.SelectMany(record => record.GetProperty(Files).EnumerateObject()).Select(file => file.Name)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var path in paths)
        {
            Append($"    \"{path}\": ", path == paths[^1] ? "" : ",", record =>
                texts[KeyOf(record)].GetProperty(Files).TryGetProperty(path, out var hash) ? hash.GetRawText() : null);
        }

        return text.Append("  }\n}\n").ToString();

        void Append(string before, string after, Func<ScaffoldRecord, string?> valueOf)
        {
            foreach (var (value, condition) in Variants.Of(valueOf))
            {
                text.Append(condition.Length == 0 ? $"{before}{value}{after}\n" : $"//#if ({symbolOf(condition)})\n{before}{value}{after}\n//#endif\n");
            }
        }
    }

    private static (string Template, BotStorage Storage, BotCi Ci, BotIde Ide, bool Tests) KeyOf(ScaffoldRecord record)
        => (record.Template, record.Storage, record.Ci, record.Ide, record.Tests);
}
