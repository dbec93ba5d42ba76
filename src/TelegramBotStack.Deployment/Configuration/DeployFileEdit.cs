using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Changes keys of <c>host</c> in the text of a deploy.yaml; comments, order and everything else stay.</summary>
public static partial class DeployFileEdit
{
    /// <summary>Sets keys below <c>host</c>.</summary>
    /// <param name="text">The file's text; may be empty.</param>
    /// <param name="keys">Keys and their values.</param>
    /// <returns>The new text; null when the file is written in a way that cannot be changed safely.</returns>
    public static string? SetHost(string text, IReadOnlyList<KeyValuePair<string, string>> keys)
    {
        var changed = text;

        // Each is written below the first one, so that the last one comes first.
        foreach (var (key, value) in keys.Take(1).Concat(keys.Skip(1).Reverse()))
        {
            if (SetHost(changed, key, value) is not { } next)
            {
                return null;
            }

            changed = next;
        }

        return changed;
    }

    /// <summary>A value as it is written in YAML.</summary>
    internal static string Scalar(string value) =>
        Plain().IsMatch(value) ? value : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string? SetHost(string text, string key, string value)
    {
        if (!TryParse(text, out var root))
        {
            return null;
        }

        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var host = Child(root, "host");
        var changed = host switch
        {
            null => text + (text.Length == 0 || text.EndsWith('\n') ? "" : newLine) + $"host:{newLine}  {key}: {Scalar(value)}{newLine}",
            YamlMappingNode { Style: not MappingStyle.Flow, Children.Count: > 0 } mapping => Set(text, mapping, key, value, newLine),
            _ => null,
        };
        return changed is not null && SaysOnly(changed, root, key, value) ? changed : null;
    }

    private static string Set(string text, YamlMappingNode host, string key, string value, string newLine)
    {
        if (Child(host, key) is { } old)
        {
            return text[..(int)old.Start.Index] + Scalar(value) + text[(int)old.End.Index..];
        }

        // Below the first key, with its indentation.
        var first = host.Children.First();
        var end = text.IndexOf('\n', (int)first.Value.Start.Index);
        var line = new string(' ', (int)first.Key.Start.Column - 1) + $"{key}: {Scalar(value)}";
        return end < 0 ? text + newLine + line + newLine : text[..(end + 1)] + line + newLine + text[(end + 1)..];
    }

    // Whatever way the file was written in, the result is read again before it is believed.
    private static bool SaysOnly(string text, YamlMappingNode before, string key, string value)
    {
        if (!TryParse(text, out var after) || Child(after, "host") is not YamlMappingNode host || Child(host, key) is not YamlScalarNode { Value: { } said } || said != value)
        {
            return false;
        }

        var old = Child(before, "host") as YamlMappingNode ?? [];
        return after.Children.Where(entry => ((YamlScalarNode)entry.Key).Value != "host").SequenceEqual(before.Children.Where(entry => ((YamlScalarNode)entry.Key).Value != "host"))
            && host.Children.Count == old.Children.Count + (Child(old, key) is null ? 1 : 0)
            && old.Children.All(entry => entry.Key.Equals(new YamlScalarNode(key)) || (host.Children.TryGetValue(entry.Key, out var kept) && kept.Equals(entry.Value)));
    }

    private static YamlNode? Child(YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private static bool TryParse(string text, out YamlMappingNode root)
    {
        root = [];
        try
        {
            YamlShape.Check("deploy.yaml", text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [])
            {
                return true;
            }

            root = stream.Documents[0].RootNode as YamlMappingNode ?? [];
            return stream.Documents is [{ RootNode: YamlMappingNode }] && root.Children.Keys.All(key => key is YamlScalarNode);
        }
        catch (Exception error) when (
            error is YamlException or Errors.DeploymentException or ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_./~][A-Za-z0-9_./~@+-]*\z")]
    private static partial Regex Plain();
}
