using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TelegramBotStack.Components.Tests;

/// <summary>A page as GitHub shows it: where its links and pictures lead, and the anchors of its headings.</summary>
internal sealed partial class MarkdownPage
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private MarkdownPage(MarkdownDocument document)
    {
        Anchors = document.Descendants<HeadingBlock>().Select(heading => heading.TryGetAttributes()?.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Links =
        [
            .. document.Descendants<LinkInline>().Select(link => link.Url!),
            .. document.Descendants<HtmlBlock>().SelectMany(html => InHtml(html.Lines.ToString())),
            .. document.Descendants<HtmlInline>().SelectMany(html => InHtml(html.Tag)),
        ];
    }

    /// <summary>What follows the <c>#</c> of a link to one of its headings.</summary>
    public IReadOnlySet<string> Anchors { get; }

    /// <summary>Links and pictures, as they are written.</summary>
    public IReadOnlyList<string> Links { get; }

    /// <summary>Links within the repository.</summary>
    public IEnumerable<string> RelativeLinks => Links.Where(link => !Scheme().IsMatch(link));

    public static MarkdownPage Read(string text) => new(Markdown.Parse(text, Pipeline));

    private static IEnumerable<string> InHtml(string html) => Attribute().Matches(html).Select(attribute => attribute.Groups[1].Value);

    [GeneratedRegex("(?:src|srcset|href)=\"([^\"]+)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:")]
    private static partial Regex Scheme();
}
