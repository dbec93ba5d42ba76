using System.Globalization;

namespace TelegramBotStack.Text;

/// <summary>Text without markup, letter by letter as a reader counts them.</summary>
internal static class PlainTokens
{
    // A letter with its marks is a few units; whoever stacks hundreds may see them come apart.
    private const int LongestLetter = 64;

    public static IEnumerable<MarkupToken> Read(string text)
    {
        for (var position = 0; position < text.Length;)
        {
            var letter = LetterAt(text, position);
            yield return new MarkupToken(MarkupKind.Text, letter, letter);
            position += letter.Length;
        }
    }

    /// <summary>The letter that begins there, with everything that belongs to it.</summary>
    public static string LetterAt(string text, int position)
    {
        // Windows' line end is one letter, but Telegram knows only the other one.
        if (text[position] is '\r' or '\n' or < (char)128 && !HasMarks(text, position))
        {
            return text[position].ToString();
        }

        var length = Math.Min(StringInfo.GetNextTextElementLength(text, position), LongestLetter);
        return length == LongestLetter && char.IsHighSurrogate(text[position + length - 1])
            ? text.Substring(position, length - 1)
            : text.Substring(position, length);
    }

    private static bool HasMarks(string text, int position) => position + 1 < text.Length && text[position + 1] >= 128;
}
