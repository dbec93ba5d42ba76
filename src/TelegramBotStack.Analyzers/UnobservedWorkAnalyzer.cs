using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TelegramBotStack.Analyzers;

/// <summary>
/// TBSA005 and TBSA006: what a handler begins and does not wait for. In async code the compiler warns of tasks itself
/// (CS4014), and <c>_ =</c> says that it is meant.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class UnobservedWorkAnalyzer() : FrameworkAnalyzer(Rules.AsyncVoid, Rules.NotAwaited)
{
    protected override void Start(CompilationStartAnalysisContext context, FrameworkTypes types)
    {
        context.RegisterOperationAction(statement => AnalyzeStatement(statement, types), OperationKind.ExpressionStatement);
        context.RegisterOperationAction(function => AnalyzeFunction(function, types), OperationKind.AnonymousFunction, OperationKind.LocalFunction);
        context.RegisterSymbolAction(method => AnalyzeMethod(method, types), SymbolKind.Method);
    }

    private static void AnalyzeStatement(OperationAnalysisContext context, FrameworkTypes types)
    {
        var work = ((IExpressionStatementOperation)context.Operation).Operation;
        if (work is not IInvocationOperation
            || work.Type is not { Name: "Task" or "ValueTask", ContainingNamespace.Name: "Tasks" }
            || !EnclosingFunctions.AreHandlers(work, context.ContainingSymbol, types))
        {
            return;
        }

        var function = EnclosingFunctions.Of(work, context.ContainingSymbol).First().Symbol;
        if (!function.IsAsync)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.NotAwaited, work.Syntax.GetLocation()));
        }
    }

    private static void AnalyzeFunction(OperationAnalysisContext context, FrameworkTypes types)
    {
        var (symbol, place) = context.Operation switch
        {
            IAnonymousFunctionOperation { Syntax: AnonymousFunctionExpressionSyntax syntax } lambda => (lambda.Symbol, syntax.AsyncKeyword),
            ILocalFunctionOperation { Syntax: LocalFunctionStatementSyntax syntax } local => (local.Symbol, syntax.Identifier),
            _ => (null, default),
        };
        if (symbol is { IsAsync: true, ReturnsVoid: true }
            && (types.IsHandler(symbol) || Configures(symbol, types) || EnclosingFunctions.AreHandlers(context.Operation, context.ContainingSymbol, types)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.AsyncVoid, place.GetLocation()));
        }
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context, FrameworkTypes types)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method is { IsAsync: true, ReturnsVoid: true } && types.IsHandler(method))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.AsyncVoid, method.Locations[0]));
        }
    }

    // As in bot.Command("start", StartAsync, async options => …).
    private static bool Configures(IMethodSymbol lambda, FrameworkTypes types) =>
        lambda.Parameters.Length == 1 && types.IsFramework(lambda.Parameters[0].Type);
}
