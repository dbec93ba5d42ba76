using System.Runtime.CompilerServices;
using System.Text;

namespace Nuke.Common.Tooling;

/// <summary>
/// Arguments as an interpolated string: a value with spaces is quoted, <c>{value:r}</c> never shows up in a log,
/// <c>{value:nq}</c> is not quoted.
/// </summary>
[InterpolatedStringHandler]
public readonly struct ArgumentStringHandler
{
    private readonly StringBuilder _text;
    private readonly List<string> _secrets;

    /// <summary>Called by the compiler.</summary>
    public ArgumentStringHandler(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (16 * formattedCount));
        _secrets = [];
    }

    internal IReadOnlyList<string> Secrets => _secrets ?? [];

    /// <summary>Takes a plain string as it is.</summary>
    public static implicit operator ArgumentStringHandler(string? value)
    {
        var handler = new ArgumentStringHandler(value?.Length ?? 0, 0);
        handler.AppendLiteral(value ?? "");
        return handler;
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
    {
        if (value is IEnumerable<string> items)
        {
            _text.AppendJoin(' ', items.Select(item => Quoted(item, format)));
            return;
        }

        var text = value switch
        {
            null => "",
            IFormattable formattable when format is not ("r" or "nq" or null) => formattable.ToString(format, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        if (format == "r" && text.Length > 0)
            _secrets.Add(text);
        _text.Append(Quoted(text, format));
    }

    /// <summary>The arguments, secrets included.</summary>
    public override string ToString() => _text?.ToString() ?? "";

    private static string Quoted(string text, string? format) =>
        format != "nq" && text.Contains(' ') && !text.StartsWith('"') ? $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : text;
}
