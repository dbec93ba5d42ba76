using System.Runtime.CompilerServices;
using System.Text;
using Telegram.Bot.Extensions;

namespace TelegramBotStack;

/// <summary>Text in Telegram's MarkdownV2 (https://core.telegram.org/bots/api#markdownv2-style).</summary>
public static class MarkdownV2
{
    /// <summary>Makes a text show as it is, also in code and in a link's address.</summary>
    /// <param name="text">Any text.</param>
    public static string Escape(string? text) => Markdown.Escape(text) ?? "";

    /// <summary>Makes MarkdownV2 of an interpolated string; what is put into it is escaped.</summary>
    /// <param name="markdown">The MarkdownV2, for example <c>$"*{name}*"</c>.</param>
    public static string Format(MarkdownFormat markdown) => markdown.ToString();

    /// <summary>Marks a text as MarkdownV2, so that it is put into another as it is.</summary>
    /// <param name="markdown">MarkdownV2 that is well-formed by itself.</param>
    public static RawMarkup Raw(string markdown) => new(markdown);
}

/// <summary>MarkdownV2 made of an interpolated string, with everything put into it escaped.</summary>
[InterpolatedStringHandler]
public readonly struct MarkdownFormat
{
    private readonly StringBuilder _text;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">Length of the literal parts.</param>
    /// <param name="formattedCount">How many values are put in.</param>
    public MarkdownFormat(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (formattedCount * 16));
    }

    /// <summary>Called by the compiler.</summary>
    /// <param name="literal">A literal part, which is MarkdownV2.</param>
    public void AppendLiteral(string literal) => _text.Append(literal);

    /// <summary>Called by the compiler.</summary>
    /// <param name="value">A value.</param>
    /// <param name="format">Its format.</param>
    public void AppendFormatted<T>(T value, string? format = null)
        => _text.Append(value is RawMarkup raw ? raw.Text : MarkdownV2.Escape(RawMarkup.TextOf(value, format)));

    /// <summary>The MarkdownV2.</summary>
    public override string ToString() => _text.ToString();
}
