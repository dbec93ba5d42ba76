using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TelegramBotStack.Analyzers;

/// <summary>TBSA008: a token that is written into the source, where it is in the history of the repository for good.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TokenAnalyzer() : FrameworkAnalyzer(Rules.TokenInSource)
{
    // As @BotFather gives them out: a number, a colon, 35 characters. Those that are all alike are examples.
    private static readonly Regex Pattern = new(@"(?<![0-9])[1-9][0-9]{7,10}:(?=[A-Za-z0-9_-]*[0-9])(?=[A-Za-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*[a-z])[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])");

    protected override void Start(CompilationStartAnalysisContext context, FrameworkTypes types) =>
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.StringLiteralExpression, SyntaxKind.InterpolatedStringText, SyntaxKind.Utf8StringLiteralExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (Pattern.IsMatch(context.Node.ToString()))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.TokenInSource, context.Node.GetLocation()));
        }
    }
}
