using System.Net;

namespace TelegramBotStack.Text;

/// <summary>Text in Telegram's HTML (https://core.telegram.org/bots/api#html-style).</summary>
internal static class HtmlTokens
{
    private const int LongestReference = 12;

    public static IEnumerable<MarkupToken> Read(string html)
    {
        for (var position = 0; position < html.Length;)
        {
            var token = ReadAt(html, position);
            yield return token;
            position += token.Source.Length;
        }
    }

    private static MarkupToken ReadAt(string html, int position)
    {
        if (html[position] == '<' && html.IndexOf('>', position) is var end and > 0)
        {
            var tag = html[position..(end + 1)];
            return tag.StartsWith("</", StringComparison.Ordinal)
                ? new MarkupToken(MarkupKind.Close, tag)
                : new MarkupToken(MarkupKind.Open, tag, Closing: $"</{NameOf(tag)}>");
        }

        if (html[position] == '&' && html.IndexOf(';', position) is var last && last > position && last - position <= LongestReference)
        {
            var reference = html[position..(last + 1)];
            return new MarkupToken(MarkupKind.Text, reference, WebUtility.HtmlDecode(reference));
        }

        var letter = PlainTokens.LetterAt(html, position);
        return new MarkupToken(MarkupKind.Text, letter, letter);
    }

    private static string NameOf(string tag) => new([.. tag.Skip(1).TakeWhile(letter => letter != '>' && !char.IsWhiteSpace(letter))]);
}
