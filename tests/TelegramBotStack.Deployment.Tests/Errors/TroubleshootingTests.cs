using System.Reflection;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Tests.Errors;

public sealed partial class TroubleshootingTests
{
    private static readonly string[] Entries = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "troubleshooting.md"))
        .Split("\n## ")[1..];

    // That every entry has a code is checked where the codes of all parts are known, in the components' tests.
    [Fact]
    public void Every_error_code_has_an_entry() => Codes().Except(Entries.Select(entry => entry.Split(' ')[0])).ShouldBeEmpty();

    [Fact]
    public void An_error_code_is_used_for_one_error() => Codes().ShouldBeUnique();

    [Fact]
    public void Every_entry_says_the_cause_and_what_mends_it() => Entries.ShouldAllBe(
        entry => entry.Contains("\nCause: ", StringComparison.Ordinal) && entry.Contains("\nMend: ", StringComparison.Ordinal));

    private static List<string> Codes() =>
    [
        .. typeof(DeploymentException).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.IsLiteral && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(value => Code().IsMatch(value)),
    ];

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "TelegramBotStack.sln")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }

    [GeneratedRegex(@"\ATBS\d{4}\z")]
    private static partial Regex Code();
}
