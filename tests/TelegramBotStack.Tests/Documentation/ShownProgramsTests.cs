using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TelegramBotStack.Tests.Documentation;

/// <summary>Programs that the documentation shows, compiled as they stand there, as a project with a template's settings would.</summary>
public sealed partial class ShownProgramsTests
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string Root = RootOf(AppContext.BaseDirectory);

    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md")
            .Select(page => Path.GetRelativePath(Root, page))
            .Append("README.md")
            .Where(page => Programs(page).Length > 0)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_bot_that_a_page_shows_compiles_as_it_stands_there(string page)
    {
        foreach (var program in Programs(page))
        {
            Errors(program).ShouldBeEmpty($"{page}:{Environment.NewLine}{program}");
        }
    }

    [Fact]
    public void The_readme_shows_a_bot_of_at_most_30_lines()
        => Programs("README.md").ShouldHaveSingleItem().Trim().Split('\n').Length.ShouldBeInRange(10, 30);

    [Fact]
    public void A_program_that_does_not_compile_is_noticed()
        => Errors("using TelegramBotStack;\nvar bot = BotApplication.CreateBuilder(args).Build();\nbot.Comand(\"start\");\nreturn 0;")
            .ShouldHaveSingleItem().ShouldContain("Comand");

    private static string[] Programs(string page)
        => [.. CodeBlock().Matches(File.ReadAllText(Path.Combine(Root, page)))
            .Select(block => block.Groups["code"].Value)
            .Where(code => code.Contains("BotApplication.CreateBuilder(args)", StringComparison.Ordinal) && code.Contains("RunAsync()", StringComparison.Ordinal))];

    private static IEnumerable<string> Errors(string program)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Shown",
            [CSharpSyntaxTree.ParseText(program), CSharpSyntaxTree.ParseText(ImplicitUsings)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        return compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString());
    }

    private static string RootOf(string directory)
        => File.Exists(Path.Combine(directory, "TelegramBotStack.sln")) ? directory : RootOf(Path.GetDirectoryName(directory)!);

    [GeneratedRegex(@"^```csharp\r?\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
