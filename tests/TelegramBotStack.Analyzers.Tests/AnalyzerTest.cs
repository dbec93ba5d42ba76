using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace TelegramBotStack.Analyzers.Tests;

/// <summary>
/// Compiles statements of a Program.cs against the framework and expects the findings that are marked in them, such as
/// <c>{|TBSA001:task.Result|}</c>, and no others, the compiler's included.
/// </summary>
internal static class AnalyzerTest
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Telegram.Bot;
        global using Telegram.Bot.Types.Enums;
        global using TelegramBotStack;
        """;

    public static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "TelegramBotStack.dll" or "Telegram.Bot.dll"))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>Code that is a whole file.</summary>
    public static Task File<TAnalyzer>(string code)
        where TAnalyzer : DiagnosticAnalyzer, new() => Run<TAnalyzer, EmptyCodeFixProvider>(code, code);

    /// <summary>Statements after <c>var bot = …</c>.</summary>
    public static Task Statements<TAnalyzer>(string statements)
        where TAnalyzer : DiagnosticAnalyzer, new() => File<TAnalyzer>(Program(statements));

    /// <summary>Statements, and what the mend makes of them.</summary>
    public static Task Mend<TAnalyzer, TFix>(string statements, string mended)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() => Run<TAnalyzer, TFix>(Program(statements), Program(mended));

    /// <summary>Statements for which there is no mend.</summary>
    public static Task NoMend<TAnalyzer, TFix>(string statements)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() => Run<TAnalyzer, TFix>(Program(statements), Program(statements));

    private static string Program(string statements) => $$"""
        var bot = BotApplication.CreateBuilder(args).Build();
        {{statements}}
        await bot.RunAsync();
        """.ReplaceLineEndings();

    private static Task Run<TAnalyzer, TFix>(string code, string mended)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        var test = new Test<TAnalyzer, TFix>
        {
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            TestState = { OutputKind = OutputKind.ConsoleApplication, Sources = { code, Usings } },
            FixedState = { OutputKind = OutputKind.ConsoleApplication, Sources = { mended, Usings } },
        };
        test.TestState.AdditionalReferences.AddRange(References);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Test<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Latest);

        protected override CompilationOptions CreateCompilationOptions() =>
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
    }
}
