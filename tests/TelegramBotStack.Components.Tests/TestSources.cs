using System.Text.RegularExpressions;

namespace TelegramBotStack.Components.Tests;

/// <summary>The tests of this repository, by what is written in its sources.</summary>
internal static partial class TestSources
{
    /// <summary>The file of each test, by its name: <c>Class.Method</c>.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = Find();

    // Not what was built: sandboxes that other tests run live there, and files in them come and go.
    public static IEnumerable<string> Below(string directory) => Directory.EnumerateFiles(directory, "*.cs")
        .Concat(Directory.EnumerateDirectories(directory)
            .Where(below => Path.GetFileName(below) is not ("bin" or "obj"))
            .SelectMany(Below));

    private static Dictionary<string, string> Find()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Below(RepositoryRoot.File("tests")))
        {
            var source = File.ReadAllText(file);
            foreach (Match method in TestPattern().Matches(source))
            {
                files[$"{ClassOf(source, method.Index)}.{method.Groups[1].Value}"] = file;
            }
        }

        return files;
    }

    private static string? ClassOf(string source, int position) =>
        ClassPattern().Matches(source).LastOrDefault(type => type.Index < position)?.Groups[1].Value;

    [GeneratedRegex(@"^public (?:sealed |abstract )?(?:partial )?class (\w+)\b", RegexOptions.Multiline)]
    private static partial Regex ClassPattern();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\n]*\n(?:\s*(?:\[|//)[^\n]*\n)*\s*public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex TestPattern();
}
