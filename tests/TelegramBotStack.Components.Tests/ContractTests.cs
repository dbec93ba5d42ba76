using System.Text.RegularExpressions;

namespace TelegramBotStack.Components.Tests;

/// <summary>
/// docs/contract.md says for each promise, and for each failure that others had, which test shows it. The map is complete,
/// and every test in it exists.
/// </summary>
public partial class ContractTests
{
    private static readonly ILookup<string, Row> Rows = RowPattern()
        .Matches(File.ReadAllText(RepositoryRoot.File("docs/contract.md")))
        .Select(match => new Row(match.Groups["id"].Value, match.Groups["shown"].Value))
        .ToLookup(row => row.Id);

    public static TheoryData<string> Expected =>
    [
        .. Numbered("A", 1, 12), .. Numbered("B", 1, 10), .. Numbered("C", 1, 25), .. Numbered("D", 1, 5),
        .. Numbered("L", 1, 60),
        .. Numbered("R", 1, 70),
        .. Numbered("W", 1, 34), .. Numbered("W", 40, 50), .. Numbered("W", 60, 67),
        .. Numbered("W", 70, 74), .. Numbered("W", 80, 88), .. Numbered("W", 90, 94),
    ];

    [Theory]
    [MemberData(nameof(Expected))]
    public void Every_row_is_there_once_and_is_shown_by_a_test_or_says_why_not(string id)
    {
        var row = Rows[id].ShouldHaveSingleItem();

        (NamePattern().IsMatch(row.Shown) || row.Shown.StartsWith("Not ours: ", StringComparison.Ordinal) || row.Shown.StartsWith("Open: ", StringComparison.Ordinal))
            .ShouldBeTrue($"{id}: '{row.Shown}' names no test");
    }

    [Fact]
    public void Every_test_of_the_map_exists() =>
        Rows.SelectMany(rows => rows)
            .SelectMany(row => NamePattern().Matches(row.Shown).Select(test => (row.Id, Test: test.Groups[1].Value)))
            .Where(named => !TestSources.Files.ContainsKey(named.Test))
            .ShouldBeEmpty();

    [Fact]
    public void There_is_no_row_that_nobody_asked_for() =>
        Rows.Select(rows => rows.Key).Except(Expected.Select(row => row.Data)).ShouldBeEmpty();

    private static IEnumerable<string> Numbered(string letter, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => $"{letter}{number:00}");

    [GeneratedRegex(@"^\| (?<id>[ABCDLRW]\d\d) \| [^|]* \| (?<shown>[^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex RowPattern();

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex NamePattern();

    private sealed record Row(string Id, string Shown);
}
