using System.Globalization;
using System.Text;

namespace TelegramBotStack.Localization;

/// <summary>A text with places for values: <c>Hello, {name}</c>. A brace itself is doubled.</summary>
internal sealed class TextTemplate
{
    private readonly IReadOnlyList<Part> _parts;

    private TextTemplate(IReadOnlyList<Part> parts) => _parts = parts;

    public IEnumerable<string> Names => _parts.Where(part => part.IsName).Select(part => part.Text);

    /// <exception cref="FormatException">A brace is open, or what is between two is no name.</exception>
    public static TextTemplate Parse(string text)
    {
        var parts = new List<Part>();
        var literal = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            var unit = text[index];
            if (unit is not ('{' or '}'))
            {
                literal.Append(unit);
                continue;
            }

            if (index + 1 < text.Length && text[index + 1] == unit)
            {
                literal.Append(unit);
                index++;
                continue;
            }

            var end = unit == '{' ? text.IndexOf('}', index) : -1;
            var name = end < 0 ? "" : text[(index + 1)..end];
            if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            {
                throw new FormatException($"'{unit}' at {index + 1} begins no {{name}} of letters, digits and '_'; a brace itself is written twice.");
            }

            Flush();
            parts.Add(new Part(name, IsName: true));
            index = end;
        }

        Flush();
        return new TextTemplate(parts);

        void Flush()
        {
            if (literal.Length > 0)
            {
                parts.Add(new Part(literal.ToString(), IsName: false));
                literal.Clear();
            }
        }
    }

    /// <summary>A place without a value stays as it is written.</summary>
    public string Format(ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (_parts is [{ IsName: false } only])
        {
            return only.Text;
        }

        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            if (!part.IsName)
            {
                text.Append(part.Text);
            }
            else if (!TryAppend(text, part.Text, arguments))
            {
                text.Append('{').Append(part.Text).Append('}');
            }
        }

        return text.ToString();
    }

    private static bool TryAppend(StringBuilder text, string name, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        foreach (var (given, value) in arguments)
        {
            if (given == name)
            {
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                return true;
            }
        }

        return false;
    }

    private sealed record Part(string Text, bool IsName);
}
