using System.Reflection;
using System.Text.RegularExpressions;
using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Components.Tests;

public class TroubleshootingTests
{
    [Fact]
    public void Every_error_of_scaffolding_and_building_has_an_entry_and_every_entry_an_error()
    {
        var entries = Regex.Matches(File.ReadAllText(RepositoryRoot.File("docs/troubleshooting.md")), "^## (TBS6\\d{3}) ", RegexOptions.Multiline)
            .Select(entry => entry.Groups[1].Value);
        var bootstrappers = Regex.Matches(File.ReadAllText(RepositoryRoot.File("build.sh")), "TBS\\d{4}").Select(code => code.Value);
        var components = typeof(Scaffolder).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.IsLiteral && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(value => Regex.IsMatch(value, @"^TBS6\d{3}\z"));

        entries.ShouldBe(bootstrappers.Concat(components).Order(StringComparer.Ordinal));
    }
}
