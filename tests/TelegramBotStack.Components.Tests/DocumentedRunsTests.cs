using System.Text.RegularExpressions;

namespace TelegramBotStack.Components.Tests;

/// <summary>A command that a document shows is run by a test: see <see cref="DocumentedRuns"/>.</summary>
public partial class DocumentedRunsTests
{
    private static readonly string[] Documented =
    [
        .. DocumentedCommandsTests.Documents.SelectMany(document => DocumentedCommandsTests.Commands(File.ReadAllText(RepositoryRoot.File(document.Data))))
            .Select(Key).Where(key => key.Length > 0).Distinct().Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Run => [.. DocumentedRuns.Commands.Keys];

    [Fact]
    public void Each_command_of_the_documents_has_its_test_and_no_other_has() =>
        DocumentedRuns.Commands.Keys.Order(StringComparer.Ordinal).ShouldBe(Documented);

    [Theory]
    [MemberData(nameof(Run))]
    public void The_test_of_a_command_exists_and_names_its_words(string command)
    {
        var source = With(TestSources.Files[DocumentedRuns.Commands[command]]);

        command.Split(' ').Where(word => !Regex.IsMatch(source, $@"(?<![A-Za-z-]){Regex.Escape(word)}(?![A-Za-z-])")).ShouldBeEmpty();
    }

    /// <summary>A test's source, with that of the classes of its project that it uses and the page whose commands it runs.</summary>
    private static string With(string file)
    {
        var source = File.ReadAllText(file);
        var project = TestSources.Below(RepositoryRoot.File(string.Join('/', Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/').Split('/').Take(2))));
        return string.Concat(
            project.Where(other => !other.EndsWith("Tests.cs", StringComparison.Ordinal) && Regex.IsMatch(source, $@"\b{Path.GetFileNameWithoutExtension(other)}\b"))
                .Select(File.ReadAllText)
                .Concat(Page().Matches(source).Select(page => File.ReadAllText(RepositoryRoot.File(page.Value))))
                .Prepend(source));
    }

    private static string Key(string command)
    {
        var words = command.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).Where(word => TargetName().IsMatch(word))
            .Concat(words.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0]).Distinct().Order(StringComparer.Ordinal)));
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z]+$")]
    private static partial Regex TargetName();

    [GeneratedRegex(@"docs/[a-z-]+\.md")]
    private static partial Regex Page();
}
