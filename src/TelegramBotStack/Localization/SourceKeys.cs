using System.Text.RegularExpressions;

namespace TelegramBotStack.Localization;

/// <summary>Which texts a bot's sources name.</summary>
internal sealed partial class SourceKeys
{
    private readonly HashSet<string> _literals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _beginnings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _asked = new(StringComparer.Ordinal);

    /// <summary>The keys that are asked for in so many words, and the first file that does.</summary>
    public IReadOnlyDictionary<string, string> Asked => _asked;

    public void Read(string file, string source)
    {
        _literals.UnionWith(Literal().Matches(source).Select(match => match.Groups[1].Value));
        _beginnings.UnionWith(Interpolated().Matches(source).Select(match => match.Groups[1].Value));
        foreach (var key in Call().Matches(source).Select(match => match.Groups[1].Value))
        {
            _asked.TryAdd(key, file);
        }
    }

    /// <summary>Whether a source has the key as a text of its own, or makes keys that begin like it.</summary>
    public bool Mention(string key)
        => _literals.Contains(key) || _asked.ContainsKey(key) || _beginnings.Any(beginning => key.StartsWith(beginning, StringComparison.Ordinal));

    [GeneratedRegex("\"((?:[^\"\\\\\\r\\n]|\\\\.)+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("\\$@?\"([^\"{]+)\\{")]
    private static partial Regex Interpolated();

    // The key is the first argument, or for ITexts the second.
    [GeneratedRegex("\\b(?:Localize|DescribeLocalized)\\s*\\(\\s*(?:[^\"(),]*,\\s*)?\"((?:[^\"\\\\\\r\\n]|\\\\.)+)\"")]
    private static partial Regex Call();
}
