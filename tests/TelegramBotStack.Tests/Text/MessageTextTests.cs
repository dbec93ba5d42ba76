using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using Telegram.Bot.Types.Enums;

namespace TelegramBotStack.Tests.Text;

public sealed partial class MessageTextTests
{
    [Fact]
    public void A_text_that_fits_is_left_as_it_is_and_a_blank_one_is_no_message()
    {
        MessageText.Split(new string('x', 4_096)).ShouldBe([new string('x', 4_096)]);
        MessageText.Split("<b>x</b>", ParseMode.Html).ShouldBe(["<b>x</b>"]);
        MessageText.Split(" \n ").ShouldBeEmpty();
        MessageText.Split(new string(' ', 10_000)).ShouldBeEmpty();
    }

    [Fact]
    public void It_is_cut_between_paragraphs_before_lines_before_words_before_letters()
    {
        var words = string.Concat(Enumerable.Repeat("word ", 12)).TrimEnd();

        MessageText.Split($"{words}\n{words[..20]}\n\n{words}", limit: 100).ShouldBe([$"{words}\n{words[..20]}".TrimEnd(), words]);
        MessageText.Split($"{words}\n{words}", limit: 100).ShouldBe([words, words]);
        MessageText.Split($"{words} {words}", limit: 100).ShouldBe([$"{words} {words[..39]}".TrimEnd(), words[40..]]);
        MessageText.Split(new string('x', 150), limit: 100).ShouldBe([new string('x', 100), new string('x', 50)]);
    }

    [Fact]
    public void A_good_place_that_would_leave_a_part_nearly_empty_is_none()
    {
        var long_ = string.Concat(Enumerable.Repeat("word ", 50)).TrimEnd();

        MessageText.Split($"Hi\n\n{long_}", limit: 100)[0].Length.ShouldBeGreaterThan(90);
    }

    [Theory]
    [InlineData(ParseMode.Html, "<b>{0} <i>{1}</i></b>", "<b>{0}</b>", "<b><i>{1}</i></b>")]
    [InlineData(ParseMode.Html, "<a href=\"https://example.org/?a=1&amp;b=2\">{0} {1}</a>",
        "<a href=\"https://example.org/?a=1&amp;b=2\">{0}</a>", "<a href=\"https://example.org/?a=1&amp;b=2\">{1}</a>")]
    [InlineData(ParseMode.Html, "<pre><code class=\"language-c\">{0}\n{1}</code></pre>",
        "<pre><code class=\"language-c\">{0}</code></pre>", "<pre><code class=\"language-c\">{1}</code></pre>")]
    [InlineData(ParseMode.MarkdownV2, "*{0} _{1}_*", "*{0}*", "*_{1}_*")]
    [InlineData(ParseMode.MarkdownV2, "[{0} {1}](https://example.org/\\))", "[{0}](https://example.org/\\))", "[{1}](https://example.org/\\))")]
    [InlineData(ParseMode.MarkdownV2, "```c\n{0}\n{1}```", "```c\n{0}```", "```c\n{1}```")]
    [InlineData(ParseMode.MarkdownV2, "||__{0} {1}__||", "||__{0}__||", "||__{1}__||")]
    [InlineData(ParseMode.MarkdownV2, ">{0} {1}\nend", ">{0}", ">{1}\nend")]
    [InlineData(ParseMode.Markdown, "*{0} {1}*", "*{0}*", "*{1}*")]
    public void Formatting_that_is_cut_goes_on_in_the_next_part(ParseMode mode, string text, string first, string second)
    {
        var (one, two) = (new string('a', 60), new string('b', 50));

        MessageText.Split(Fill(text), mode, limit: 64).ShouldBe([Fill(first).Replace("*_", "*", StringComparison.Ordinal), Fill(second)]);

        string Fill(string template) => template.Replace("{0}", one, StringComparison.Ordinal).Replace("{1}", two, StringComparison.Ordinal);
    }

    [Fact]
    public void Escapes_and_references_count_as_what_they_show_and_never_come_apart()
    {
        MessageText.Split(string.Concat(Enumerable.Repeat("&lt;", 100)), ParseMode.Html, limit: 64)
            .ShouldBe([string.Concat(Enumerable.Repeat("&lt;", 64)), string.Concat(Enumerable.Repeat("&lt;", 36))]);
        MessageText.Split(string.Concat(Enumerable.Repeat("\\.", 100)), ParseMode.MarkdownV2, limit: 64)
            .ShouldBe([string.Concat(Enumerable.Repeat("\\.", 64)), string.Concat(Enumerable.Repeat("\\.", 36))]);
    }

    [Theory]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("🇩🇪")]
    [InlineData("é")]
    [InlineData("👍🏽")]
    public void A_letter_of_several_characters_stays_whole(string letter)
    {
        var parts = MessageText.Split("x" + string.Concat(Enumerable.Repeat(letter, 200)), limit: 64);

        parts.Count.ShouldBeGreaterThan(1);
        string.Concat(parts).ShouldBe("x" + string.Concat(Enumerable.Repeat(letter, 200)));
        foreach (var part in parts)
        {
            part.Length.ShouldBeLessThanOrEqualTo(64);
            StringInfo.ParseCombiningCharacters(part).Length.ShouldBe(part.TrimStart('x').Length / letter.Length + (part[0] == 'x' ? 1 : 0));
        }
    }

    [Fact]
    public void Whatever_the_HTML_its_parts_fit_are_well_formed_and_together_say_the_same()
    {
        GenHtml.Sample(
            html =>
            {
                var parts = MessageText.Split(html, ParseMode.Html, limit: 64);
                foreach (var part in parts)
                {
                    VisibleOf(part).Length.ShouldBeLessThanOrEqualTo(64);
                    IsBalanced(part).ShouldBeTrue(part);
                    char.IsLowSurrogate(VisibleOf(part).FirstOrDefault()).ShouldBeFalse();
                }

                WithoutSpace(string.Concat(parts.Select(VisibleOf))).ShouldBe(WithoutSpace(VisibleOf(html)));
            },
            iter: 2_000);
    }

    [Fact]
    public void Whatever_the_text_nothing_but_white_space_is_lost()
    {
        Gen.OneOf(Gen.Const("\n"), Gen.Const("\n\n"), Gen.Const(" "), Gen.Const("👩‍🚀"), Gen.String[0, 30]).List[0, 60].Select(string.Concat).Sample(
            text =>
            {
                var parts = MessageText.Split(text, limit: 64);
                parts.ShouldAllBe(part => part.Length <= 64 && !string.IsNullOrWhiteSpace(part));
                WithoutSpace(string.Concat(parts)).ShouldBe(WithoutSpace(text));
            },
            iter: 2_000);
    }

    [Fact]
    public void Whatever_the_text_MarkdownV2_that_is_escaped_comes_apart_into_texts_that_are_escaped()
    {
        Gen.String[Gen.Char[" ab_*[]()~`>#+-=|{}.!\\\n"], 0, 400].Sample(
            text =>
            {
                var parts = MessageText.Split(MarkdownV2.Escape(text), ParseMode.MarkdownV2, limit: 64);
                var shown = parts.Select(part => Escaped().Replace(part, "$1")).ToArray();
                shown.ShouldAllBe(part => part.Length <= 64);
                shown.Zip(parts).ShouldAllBe(pair => MarkdownV2.Escape(pair.First) == pair.Second);
                WithoutSpace(string.Concat(shown)).ShouldBe(WithoutSpace(text));
            },
            iter: 2_000);
    }

    private static Gen<string> GenHtml => Gen.OneOf(
            Gen.Const("<b>"), Gen.Const("</b>"), Gen.Const("<a href=\"https://example.org\">"), Gen.Const("</a>"), Gen.Const("<i>"),
            Gen.Const("</i>"), Gen.Const("&amp;"), Gen.Const("\n"), Gen.Const("\n\n"), Gen.Const(" "), Gen.Const("👩‍🚀"),
            Gen.String[Gen.Char['a', 'z'], 1, 40])
        .List[0, 80].Select(Balance);

    /// <summary>Leaves out what closes nothing, and closes what is open.</summary>
    private static string Balance(List<string> pieces)
    {
        var open = new Stack<string>();
        var text = "";
        foreach (var piece in pieces)
        {
            if (piece.StartsWith("</", StringComparison.Ordinal))
            {
                if (!open.TryPeek(out var last) || last != piece)
                {
                    continue;
                }

                open.Pop();
            }
            else if (piece[0] == '<')
            {
                open.Push($"</{piece[1]}>");
            }

            text += piece;
        }

        return text + string.Concat(open);
    }

    private static bool IsBalanced(string html)
    {
        var open = new Stack<char>();
        foreach (Match tag in Tag().Matches(html))
        {
            if (tag.Value[1] != '/')
            {
                open.Push(tag.Value[1]);
            }
            else if (!open.TryPop(out var last) || last != tag.Value[2])
            {
                return false;
            }
        }

        return open.Count == 0;
    }

    private static string VisibleOf(string html) => WebUtility.HtmlDecode(Tag().Replace(html, ""));

    private static string WithoutSpace(string text) => string.Concat(text.Where(letter => letter is not (' ' or '\n' or '\t')));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escaped();
}
