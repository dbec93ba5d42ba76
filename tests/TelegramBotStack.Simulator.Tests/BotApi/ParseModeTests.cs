using TelegramBotStack.Simulator.BotApi;
using TelegramBotStack.Simulator.BotApi.Text;

namespace TelegramBotStack.Simulator.Tests.BotApi;

public sealed class ParseModeTests
{
    [Theory]
    [InlineData("plain &lt;text&gt; &amp; &#33; &nbsp;", "plain <text> & ! &nbsp;", "")]
    [InlineData("<b>bold <i>both</i></b> <STRONG>b</STRONG>", "bold both b", "bold 0 9, italic 5 4, bold 10 1")]
    [InlineData("<u>u</u><s>s</s><tg-spoiler>x</tg-spoiler><span class=\"tg-spoiler\">y</span>", "usxy", "underline 0 1, strikethrough 1 1, spoiler 2 1, spoiler 3 1")]
    [InlineData("<a href=\"https://example.org/?a=1&amp;b=2\">link</a>", "link", "text_link 0 4 https://example.org/?a=1&b=2")]
    [InlineData("<pre><code class=\"language-csharp\">var x;</code></pre><code>y</code>", "var x;y", "pre 0 6 csharp, code 6 1")]
    [InlineData("😀<b></b><b>é</b>", "😀é", "bold 2 1")]
    [InlineData("<blockquote expandable>long</blockquote>", "long", "expandable_blockquote 0 4")]
    public void Html_is_understood(string source, string text, string entities) => Check(HtmlText.Parse(source), text, entities);

    [Theory]
    [InlineData("é<x>", "Unsupported start tag \"x\" at byte offset 2")]
    [InlineData("<b", "Unclosed start tag at byte offset 0")]
    [InlineData("</b>", "Unexpected end tag at byte offset 0")]
    [InlineData("<b>x</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"")]
    [InlineData("<b>x", "Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("<b>x</b", "Unclosed end tag at byte offset 4")]
    public void Wrong_Html_is_refused(string source, string cause) => CheckError(() => HtmlText.Parse(source), cause);

    [Theory]
    [InlineData(@"a\.b\!\\", @"a.b!\", "")]
    [InlineData("*bold _both_ __under__* ~strike~ ||hidden||", "bold both under strike hidden", "bold 0 15, italic 5 4, underline 10 5, strikethrough 16 6, spoiler 23 6")]
    [InlineData("[link](https://example.org/a_\\)b)", "link", "text_link 0 4 https://example.org/a_)b")]
    [InlineData("`a.b*` ```python\nx = 1```", "a.b* x = 1", "code 0 4, pre 5 5 python")]
    [InlineData(">one\n>two\nthree", "one\ntwo\nthree", "blockquote 0 7")]
    public void MarkdownV2_is_understood(string source, string text, string entities) => Check(MarkdownV2Text.Parse(source), text, entities);

    [Theory]
    [InlineData("Hello.", "Character '.' is reserved and must be escaped with the preceding '\\'")]
    [InlineData("é*bold", "Can't find end of Bold entity at byte offset 2")]
    [InlineData("[a](b", "Can't find end of a URL at byte offset 3")]
    [InlineData("a|b", "Character '|' is reserved and must be escaped with the preceding '\\'")]
    public void Wrong_MarkdownV2_is_refused(string source, string cause) => CheckError(() => MarkdownV2Text.Parse(source), cause);

    [Theory]
    [InlineData("*bold* _italic_ `code` 1.5!", "bold italic code 1.5!", "bold 0 4, italic 5 6, code 12 4")]
    [InlineData("[link](https://example.org) \\_", "link _", "text_link 0 4 https://example.org")]
    [InlineData("```csharp\nx```", "x", "pre 0 1 csharp")]
    public void Markdown_is_understood(string source, string text, string entities) => Check(MarkdownText.Parse(source), text, entities);

    [Theory]
    [InlineData("é _x", "Can't find end of the entity starting at byte offset 3")]
    public void Wrong_Markdown_is_refused(string source, string cause) => CheckError(() => MarkdownText.Parse(source), cause);

    private static void Check(FormattedText result, string text, string entities)
    {
        result.Text.ShouldBe(text);
        string.Join(", ", result.Entities.Select(entity => $"{entity.Type} {entity.Offset} {entity.Length} {entity.Url}{entity.Language}".TrimEnd()))
            .ShouldBe(entities);
    }

    private static void CheckError(Action parse, string cause)
    {
        var error = Should.Throw<ApiException>(parse);
        error.Code.ShouldBe(400);
        error.Message.ShouldBe("Bad Request: can't parse entities: " + cause);
    }
}
