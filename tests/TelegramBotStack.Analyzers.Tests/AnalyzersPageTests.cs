using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TelegramBotStack.Analyzers.Tests;

/// <summary>docs/analyzers.md: it names the rules there are, and what it shows is found or right as it says.</summary>
public sealed partial class AnalyzersPageTests
{
    private const string Shop = """
        internal static class shop
        {
            public static List<string> Names { get; } = [];
            public static long Chat => 1;
            public static Task<int> PriceAsync() => Task.FromResult(1);
        }
        """;

    private static readonly string Page = File.ReadAllText(Path.Combine(RootOf(AppContext.BaseDirectory), "docs", "analyzers.md")).ReplaceLineEndings("\n");

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(FrameworkAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static TheoryData<string> RulesWithCode => [.. Sections().Where(section => section.Value.Contains("```csharp", StringComparison.Ordinal)).Select(section => section.Key)];

    [Fact]
    public void The_page_tells_of_every_rule_with_its_title_and_of_no_other()
    {
        var rules = typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (DiagnosticDescriptor)field.GetValue(null)!).ToList();

        Sections().Keys.ShouldBe(rules.Select(rule => rule.Id).Order(StringComparer.Ordinal));
        Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Order(StringComparer.Ordinal).ShouldBe(Sections().Keys);
        foreach (var rule in rules)
        {
            Plain(Sections()[rule.Id]).ShouldStartWith($"**{rule.Title}", customMessage: rule.Id);
        }
    }

    [Theory]
    [MemberData(nameof(RulesWithCode))]
    public async Task The_first_code_of_a_rule_is_found_and_the_second_is_right(string rule)
    {
        var shown = Code().Matches(Sections()[rule]).Select(block => block.Groups["code"].Value).ToList();

        shown.Count.ShouldBe(2);
        (await Found(shown[0])).Distinct().ShouldBe([rule]);
        (await Found(shown[1])).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> Found(string statements)
    {
        var program = $"var builder = BotApplication.CreateBuilder(args).UseConversations();\nvar bot = builder.Build();\n{statements}\nawait bot.RunAsync();\n{Shop}";
        var compilation = CSharpCompilation.Create(
            "Shown",
            [CSharpSyntaxTree.ParseText(program), CSharpSyntaxTree.ParseText(AnalyzerTest.Usings)],
            AnalyzerTest.References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS8981").ShouldBeEmpty();
        var found = await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.Select(diagnostic => diagnostic.Id)];
    }

    private static Dictionary<string, string> Sections() =>
        Section().Matches(Page).ToDictionary(section => section.Groups["id"].Value, section => section.Groups["text"].Value.Trim());

    // Words of code are marked as such in the page, and not in a title.
    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);

    private static string RootOf(string directory) =>
        File.Exists(Path.Combine(directory, "TelegramBotStack.sln")) ? directory : RootOf(Path.GetDirectoryName(directory)!);

    [GeneratedRegex(@"^## (?<id>TBSA\d+)\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
