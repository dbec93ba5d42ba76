using System.Text;

namespace TelegramBotStack.Arguments;

/// <summary>Words of a command line: divided by white space, or in quotation marks, also those that phones put in their place.</summary>
internal static class CommandWords
{
    private const string Opening = "\"“”„«";
    private const string Closing = "\"“”“»";

    /// <summary>What a user has written, for a message back to them.</summary>
    public static string Shorten(string text)
    {
        const int Longest = 40;
        return text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + "…";
    }

    /// <summary>Takes the first word; what is left has no white space before it.</summary>
    public static string Take(ref ReadOnlySpan<char> rest)
    {
        if (Quoted(ref rest) is { } quoted)
        {
            return quoted;
        }

        var end = 0;
        while (end < rest.Length && !char.IsWhiteSpace(rest[end]))
        {
            end++;
        }

        var word = rest[..end].ToString();
        rest = rest[end..].TrimStart();
        return word;
    }

    /// <summary>Null when the text begins with no quotation mark, or when the mark is never closed and so is just a character.</summary>
    private static string? Quoted(ref ReadOnlySpan<char> rest)
    {
        var mark = Opening.IndexOf(rest[0], StringComparison.Ordinal);
        if (mark < 0)
        {
            return null;
        }

        var word = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '\\' && i + 1 < rest.Length && (rest[i + 1] == '\\' || Closing.Contains(rest[i + 1], StringComparison.Ordinal)))
            {
                word.Append(rest[++i]);
            }
            else if (IsClosing(mark, rest[i]) && (i + 1 == rest.Length || char.IsWhiteSpace(rest[i + 1])))
            {
                rest = rest[(i + 1)..].TrimStart();
                return word.ToString();
            }
            else
            {
                word.Append(rest[i]);
            }
        }

        return null;
    }

    // An iPhone opens with “ or ”, and closes with ”; German text opens with „ and closes with “.
    private static bool IsClosing(int mark, char letter) => mark switch
    {
        1 or 2 => letter is '“' or '”',
        3 => letter is '“' or '”',
        _ => letter == Closing[mark],
    };
}
