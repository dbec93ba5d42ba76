namespace TelegramBotStack.Components.Tests;

/// <summary>A link that leads nowhere, or a page that nothing leads to, is as good as not written.</summary>
public class DocumentedLinksTests
{
    public static TheoryData<string> Pages => [.. AllPages()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading_that_exist(string page) =>
        Broken(page, MarkdownPage.Read(File.ReadAllText(RepositoryRoot.File(page)))).ShouldBeEmpty();

    [Fact]
    public void Every_page_is_found_from_the_readme()
    {
        var found = new HashSet<string> { "README.md" };
        var next = new Queue<string>(found);
        while (next.TryDequeue(out var page))
        {
            foreach (var linked in MarkdownPage.Read(File.ReadAllText(RepositoryRoot.File(page))).RelativeLinks
                .Select(link => Target(page, link).File)
                .Where(file => file.EndsWith(".md", StringComparison.Ordinal) && File.Exists(RepositoryRoot.File(file)) && found.Add(file)))
            {
                next.Enqueue(linked);
            }
        }

        AllPages().Where(page => page.StartsWith("docs/", StringComparison.Ordinal)).Except(found).ShouldBeEmpty();
    }

    [Fact]
    public void Every_picture_is_shown_on_a_page() =>
        Directory.EnumerateFiles(RepositoryRoot.File("docs/images")).Select(picture => $"docs/images/{Path.GetFileName(picture)}")
            // It is on the packages.
            .Where(picture => Path.GetFileNameWithoutExtension(picture) != "icon")
            .Except(AllPages().SelectMany(page => MarkdownPage.Read(File.ReadAllText(RepositoryRoot.File(page))).RelativeLinks.Select(link => Target(page, link).File)))
            .ShouldBeEmpty();

    [Fact]
    public void A_link_that_leads_nowhere_is_noticed()
    {
        const string Text = """
            # A page: how it is, and `why`

            [here](#a-page-how-it-is-and-why) [there](#there) [readme](../README.md#a-bot) [gone](gone.md) [out](https://example.org/x)

            | a table |
            |---|
            | [cell](gone-too.md) |

            <img src="images/gone.png" alt="">
            """;

        Broken("docs/page.md", MarkdownPage.Read(Text), "docs/page.md").ShouldBe(["#there", "gone.md", "gone-too.md", "images/gone.png"], ignoreOrder: true);
    }

    private static IEnumerable<string> AllPages() =>
    [
        "README.md",
        "CHANGELOG.md",
        .. Directory.EnumerateFiles(RepositoryRoot.File("docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
        .. Directory.EnumerateFiles(RepositoryRoot.File("templates"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <param name="page">Where the page is.</param>
    /// <param name="content">The page.</param>
    /// <param name="notWritten">A page that is only thought of.</param>
    private static IEnumerable<string> Broken(string page, MarkdownPage content, string? notWritten = null) => content.RelativeLinks.Where(link =>
    {
        var (file, anchor) = Target(page, link);
        if (file == notWritten || file == page)
        {
            return anchor.Length > 0 && !content.Anchors.Contains(anchor);
        }

        var path = RepositoryRoot.File(file);
        return anchor.Length == 0
            ? !File.Exists(path) && !Directory.Exists(path)
            : !File.Exists(path) || !MarkdownPage.Read(File.ReadAllText(path)).Anchors.Contains(anchor);
    });

    private static (string File, string Anchor) Target(string page, string link)
    {
        var parts = link.Split('#', 2);
        var file = parts[0].Length == 0
            ? page
            : Path.GetRelativePath(RepositoryRoot.Path, Path.Combine(RepositoryRoot.Path, Path.GetDirectoryName(page)!, parts[0])).Replace('\\', '/');
        return (file, parts.ElementAtOrDefault(1) ?? "");
    }
}
