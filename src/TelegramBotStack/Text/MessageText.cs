using Telegram.Bot.Types.Enums;
using TelegramBotStack.Text;

namespace TelegramBotStack;

/// <summary>Texts that are longer than Telegram takes.</summary>
public static class MessageText
{
    /// <summary>Most UTF-16 units of a message, without its markup (Bot API: sendMessage).</summary>
    public const int Limit = 4_096;

    /// <summary>Most UTF-16 units of a caption, without its markup (Bot API: sendPhoto).</summary>
    public const int CaptionLimit = 1_024;

    /// <summary>
    /// Cuts a text into parts that can be sent: between paragraphs, else between lines, words or letters. Formatting that
    /// is cut goes on in the next part, as does a link. No letter comes apart, however many characters it is made of.
    /// </summary>
    /// <param name="text">The text, with its markup.</param>
    /// <param name="parseMode">How formatting is written. Default: not at all.</param>
    /// <param name="limit">Most UTF-16 units of a part, as the reader sees it: 64 to 4,096.</param>
    /// <returns>The parts, in order; none has only white space. One when the text is short enough, none when it is blank.</returns>
    public static IReadOnlyList<string> Split(string text, ParseMode parseMode = ParseMode.None, int limit = Limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 64);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Limit);
        if (text.Length <= limit)
        {
            // Markup only makes it shorter.
            return string.IsNullOrWhiteSpace(text) ? [] : [text];
        }

        IReadOnlyList<MarkupToken> tokens = parseMode switch
        {
            ParseMode.Html => [.. HtmlTokens.Read(text)],
            ParseMode.MarkdownV2 => MarkdownTokens.Read(text, isOld: false),
            ParseMode.Markdown => MarkdownTokens.Read(text, isOld: true),
            _ => [.. PlainTokens.Read(text)],
        };
        return new TextSplitter(tokens, limit).Split();
    }
}
