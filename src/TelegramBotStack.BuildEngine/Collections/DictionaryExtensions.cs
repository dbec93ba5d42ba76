namespace Nuke.Common.Utilities.Collections;

/// <summary>Fills dictionaries in a chain.</summary>
public static class DictionaryExtensions
{
    /// <summary>Adds a pair and returns the dictionary: <c>ReportSummary(_ => _.AddPair("Version", version))</c>.</summary>
    public static Dictionary<string, string> AddPair(this Dictionary<string, string> dictionary, string key, object? value = null)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        dictionary.Add(key, value?.ToString() ?? "");
        return dictionary;
    }

    /// <summary>Adds a pair and returns the dictionary.</summary>
    public static Dictionary<TKey, TValue> AddPair<TKey, TValue>(this Dictionary<TKey, TValue> dictionary, TKey key, TValue value)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        dictionary.Add(key, value);
        return dictionary;
    }
}
