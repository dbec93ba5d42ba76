using System.Reflection;
using System.Text.RegularExpressions;
using TelegramBotStack.Build.Publishing;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Tests;

public class TroubleshootingTests
{
    private static readonly string[] Entries =
        [.. Regex.Matches(File.ReadAllText(RepositoryRoot.File("docs/troubleshooting.md")), @"^## (TBS\d{4}) ", RegexOptions.Multiline)
            .Select(entry => entry.Groups[1].Value)];

    [Fact]
    public void Every_error_of_the_components_and_bootstrappers_has_an_entry() =>
        CodesIn(typeof(Scaffolder).Assembly).Concat(CodesOfTheOwnBuild()).Concat(CodesOfTheBootstrappers()).Except(Entries).ShouldBeEmpty();

    [Fact]
    public void Every_entry_has_an_error_and_no_code_is_used_twice()
    {
        string[] codes =
            [.. CodesIn(typeof(Scaffolder).Assembly), .. CodesIn(typeof(DeploymentException).Assembly), .. CodesOfTheOwnBuild(), .. CodesOfTheBootstrappers()];

        codes.ShouldBeUnique();
        Entries.ShouldBeUnique();
        Entries.Except(codes).ShouldBeEmpty();
    }

    private static IEnumerable<string> CodesOfTheBootstrappers() =>
        Regex.Matches(File.ReadAllText(RepositoryRoot.File("build.sh")), @"TBS\d{4}").Select(code => code.Value);

    // Of the build of this repository, which these tests have in their own assembly.
    private static IEnumerable<string> CodesOfTheOwnBuild() => CodesIn(typeof(PublishErrors));

    private static IEnumerable<string> CodesIn(Assembly assembly) => assembly.GetTypes().SelectMany(CodesIn);

    private static IEnumerable<string> CodesIn(Type type) => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(field => field.IsLiteral && field.FieldType == typeof(string))
        .Select(field => (string)field.GetRawConstantValue()!)
        .Where(value => Regex.IsMatch(value, @"^TBS\d{4}\z"));
}
