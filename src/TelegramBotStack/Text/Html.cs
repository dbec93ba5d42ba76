using System.Runtime.CompilerServices;
using System.Text;

namespace TelegramBotStack;

/// <summary>Text in Telegram's HTML (https://core.telegram.org/bots/api#html-style).</summary>
public static class Html
{
    /// <summary>Makes a text show as it is, in an element or in an attribute's value.</summary>
    /// <param name="text">Any text.</param>
    public static string Escape(string? text)
        => (text ?? "").Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>Makes HTML of an interpolated string; what is put into it is escaped.</summary>
    /// <param name="html">The HTML, for example <c>$"&lt;b&gt;{name}&lt;/b&gt;"</c>.</param>
    public static string Format(HtmlFormat html) => html.ToString();

    /// <summary>Marks a text as HTML, so that it is put into another as it is.</summary>
    /// <param name="html">HTML that is well-formed by itself.</param>
    public static RawMarkup Raw(string html) => new(html);
}

/// <summary>HTML made of an interpolated string, with everything put into it escaped.</summary>
[InterpolatedStringHandler]
public readonly struct HtmlFormat
{
    private readonly StringBuilder _text;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">Length of the literal parts.</param>
    /// <param name="formattedCount">How many values are put in.</param>
    public HtmlFormat(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (formattedCount * 16));
    }

    /// <summary>Called by the compiler.</summary>
    /// <param name="literal">A literal part, which is HTML.</param>
    public void AppendLiteral(string literal) => _text.Append(literal);

    /// <summary>Called by the compiler.</summary>
    /// <param name="value">A value.</param>
    /// <param name="format">Its format.</param>
    public void AppendFormatted<T>(T value, string? format = null)
        => _text.Append(value is RawMarkup raw ? raw.Text : Html.Escape(RawMarkup.TextOf(value, format)));

    /// <summary>The HTML.</summary>
    public override string ToString() => _text.ToString();
}
