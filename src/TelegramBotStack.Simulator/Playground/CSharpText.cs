using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace TelegramBotStack.Simulator.Playground;

/// <summary>Texts, bytes and names as C# writes them, whatever is in them.</summary>
internal static class CSharpText
{
    private const int LongestContent = 500;

    // Those that a name of letters could be; it never has an @.
    private static readonly FrozenSet<string> Keywords =
        """
        abstract as async await base bool break byte case catch char checked class const continue decimal default delegate do
        double else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal
        is lock long namespace new null object operator out override params private protected public readonly ref return sbyte
        sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort
        using var virtual void volatile while
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    public static bool IsKeyword(string name) => Keywords.Contains(name);

    /// <summary>A literal on one line.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"", text.Length + 2);
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogatePair(text, index))
            {
                literal.Append(text, index++, 2);
            }
            else
            {
                Append(literal, text[index]);
            }
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A short text as a text, anything else as so many zeros.</summary>
    public static string Bytes(ReadOnlySpan<byte> content)
    {
        if (content.Length <= LongestContent)
        {
            try
            {
                return Literal(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content)) + "u8.ToArray()";
            }
            catch (ArgumentException)
            {
                // No text: only its length is kept.
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"new byte[{content.Length}]");
    }

    /// <summary>The ASCII letters and digits of a text as one name with a capital first.</summary>
    public static string Pascal(string text, string otherwise)
    {
        var name = new StringBuilder();
        var startsWord = true;
        foreach (var character in text)
        {
            if (char.IsAsciiLetter(character) || (char.IsAsciiDigit(character) && name.Length > 0))
            {
                name.Append(startsWord ? char.ToUpperInvariant(character) : character);
            }

            startsWord = !char.IsAsciiLetterOrDigit(character);
        }

        return name.Length > 0 ? name.ToString() : char.ToUpperInvariant(otherwise[0]) + otherwise[1..];
    }

    private static void Append(StringBuilder literal, char character)
    {
        switch (character)
        {
            case '"' or '\\':
                literal.Append('\\').Append(character);
                break;
            case '\n':
                literal.Append("\\n");
                break;
            case '\r':
                literal.Append("\\r");
                break;
            case '\t':
                literal.Append("\\t");
                break;
            // Line separators end a literal; controls, marks of direction and half characters are not seen.
            case var other when char.GetUnicodeCategory(other) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)other:X4}");
                break;
            default:
                literal.Append(character);
                break;
        }
    }
}
