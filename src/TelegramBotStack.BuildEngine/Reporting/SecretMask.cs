namespace Nuke.Common.Reporting;

/// <summary>Replaces the values of secrets in everything that is written: console, log files, summary.</summary>
internal sealed class SecretMask
{
    /// <summary>Shown in place of a secret.</summary>
    public const string Replacement = "[REDACTED]";

    // Shorter values hide nothing and would riddle the output: "1", "on", "no".
    private const int ShortestSecret = 3;
    private const int ShortestLineOfSecret = 8;

    private readonly Lock _lock = new();
    private IReadOnlyList<string> _values = [];

    /// <summary>Adds a string or an array of strings; anything else has no text to hide.</summary>
    public void Add(object? secret)
    {
        var texts = secret switch
        {
            string text => [text],
            string[] array => array,
            _ => Array.Empty<string>(),
        };
        var values = texts.SelectMany(Forms).Where(value => value.Length >= ShortestSecret).ToList();
        if (values.Count == 0)
            return;

        lock (_lock)
        {
            // Longest first, so that a secret that contains another is hidden whole.
            _values = [.. _values.Union(values).OrderByDescending(value => value.Length)];
        }
    }

    public string Apply(string text)
    {
        foreach (var value in _values)
            text = text.Replace(value, Replacement, StringComparison.Ordinal);
        return text;
    }

    // A key of several lines is logged line by line, a token may stand in an address.
    private static IEnumerable<string> Forms(string secret)
    {
        var trimmed = secret.Trim();
        yield return trimmed;
        yield return Uri.EscapeDataString(trimmed);
        foreach (var line in trimmed.Split('\n', StringSplitOptions.TrimEntries).Skip(1).Prepend(trimmed.Split('\n')[0].Trim()))
        {
            if (line.Length >= ShortestLineOfSecret)
                yield return line;
        }
    }
}
