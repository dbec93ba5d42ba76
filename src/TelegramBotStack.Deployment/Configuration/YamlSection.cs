using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>
/// A mapping of a YAML file that is read key by key. What nobody read at the end is an unknown key. Problems are
/// collected with file, line and path, so that all of them are shown at once; values are never shown. What is asked for
/// can be listened to: that is how the schema knows the keys.
/// </summary>
internal sealed partial class YamlSection(
    YamlMappingNode? node, string path, Func<YamlNode?, string> locate, List<string> problems, Action<DeployKey>? asked = null)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<YamlSection> sections = [];

    /// <summary>The keys that are there, with their nodes.</summary>
    public IEnumerable<KeyValuePair<string, YamlNode>> Entries =>
        node?.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value ?? "", child.Value)) ?? [];

    public YamlNode? Node(string key)
    {
        Ask(key, DeployKeyKind.Any);
        return Find(key);
    }

    public YamlSection Section(string key)
    {
        Ask(key, DeployKeyKind.Section);
        var child = Find(key);
        if (child is not null and not YamlMappingNode && !IsEmpty(child))
        {
            Report(child, key, "must have keys of its own below it");
        }

        var section = new YamlSection(child as YamlMappingNode, PathOf(key), locate, problems, asked);
        sections.Add(section);
        return section;
    }

    /// <summary>The items of a list, or the one that stands in its place; with its own keys if it is a mapping.</summary>
    public IEnumerable<(YamlNode Node, YamlSection? Below)> Items(string key)
    {
        var child = Node(key);
        IEnumerable<YamlNode> items = child is YamlSequenceNode list ? list.Children : child is null ? [] : [child];
        foreach (var item in items)
        {
            YamlSection? below = null;
            if (item is YamlMappingNode mapping)
            {
                below = new YamlSection(mapping, PathOf(key), locate, problems);
                sections.Add(below);
            }

            yield return (item, below);
        }
    }

    public string? Text(string key)
    {
        Ask(key, DeployKeyKind.Text);
        return Scalar(key);
    }

    public string Required(string key)
    {
        if (Find(key) is null)
        {
            Report(node, key, "is missing");
        }

        return Text(key) ?? "";
    }

    /// <summary>A list of words, such as a program and its arguments.</summary>
    public IReadOnlyList<string>? Words(string key)
    {
        Ask(key, DeployKeyKind.Words);
        if (Find(key) is not { } child)
        {
            return null;
        }

        if (child is YamlSequenceNode { Children: { Count: > 0 } words }
            && words.All(word => word is YamlScalarNode)
            && words[0] is YamlScalarNode { Value.Length: > 0 })
        {
            return [.. words.Select(word => ((YamlScalarNode)word).Value ?? "")];
        }

        Report(child, key, "must be a list of words, such as [\"dotnet\", \"test\"]; no shell reads it");
        return null;
    }

    public T? Value<T>(string key, string expected, Func<string, T?> parse)
        where T : struct
    {
        Ask(key, typeof(T) == typeof(bool) ? DeployKeyKind.Flag : DeployKeyKind.Value, expected, DeployKey.ChoicesOf(parse));
        return Parsed(key, expected, parse);
    }

    public int? Integer(string key, int least, int most)
    {
        var expected = $"a number from {least} to {most}";
        Ask(key, DeployKeyKind.Integer, expected, least: least, most: most);
        return Parsed<int>(
            key, expected,
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null);
    }

    public TimeSpan? Duration(string key)
    {
        const string Expected = "a duration such as 500ms, 10s, 2m or 6h";
        Ask(key, DeployKeyKind.Duration, Expected);
        return Parsed(key, Expected, ParseDuration);
    }

    public void Report(YamlNode? at, string key, string problem)
    {
        // A mapping was put together from several files and has no line of its own.
        var name = at is YamlMappingNode ? node?.Children.Keys.FirstOrDefault(other => other is YamlScalarNode { Value: var text } && text == key) : null;
        problems.Add($"{locate(name ?? at ?? node)}: {PathOf(key)} {problem}");
    }

    /// <summary>Reports the keys that were not read, here and below.</summary>
    public void ReportUnknown()
    {
        foreach (var (key, value) in Entries.Where(entry => !known.Contains(entry.Key)))
        {
            var nearest = Nearest.To(key, known);
            Report(value, key, "is not a known key" + (nearest is null ? $"; known are {string.Join(", ", known)}" : $"; did you mean '{nearest}'?"));
        }

        sections.ForEach(section => section.ReportUnknown());
    }

    private void Ask(string key, DeployKeyKind kind, string? expected = null, IReadOnlyList<string>? choices = null, int? least = null, int? most = null)
    {
        known.Add(key);
        asked?.Invoke(new DeployKey(PathOf(key), kind, expected, choices, least, most));
    }

    private YamlNode? Find(string key) =>
        node is not null && node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private string? Scalar(string key)
    {
        var child = Find(key);
        if (child is null)
        {
            return null;
        }

        if (child is YamlScalarNode { Value.Length: > 0 } scalar)
        {
            return scalar.Value;
        }

        Report(child, key, child is YamlScalarNode ? "has no value" : "must be a text");
        return null;
    }

    private T? Parsed<T>(string key, string expected, Func<string, T?> parse)
        where T : struct
    {
        if (Scalar(key) is not { } text)
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            Report(Find(key), key, $"must be {expected}");
        }

        return value;
    }

    private static TimeSpan? ParseDuration(string text)
    {
        var match = DurationPattern().Match(text);
        return !match.Success ? null : double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is var number && match.Groups[2].Value switch
        {
            "ms" => 1.0,
            "s" => 1_000.0,
            "m" => 60_000.0,
            _ => 3_600_000.0,
        } is var unit && number * unit is > 0 and <= 86_400_000
            ? TimeSpan.FromMilliseconds(number * unit)
            : null;
    }

    private static bool IsEmpty(YamlNode child) => child is YamlScalarNode { Value: null or "" or "~" };

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    [GeneratedRegex(@"^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)\z")]
    private static partial Regex DurationPattern();
}
