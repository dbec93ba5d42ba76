using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TelegramBotStack.Analyzers;

/// <summary>TBSA007: a name that the framework refuses when the bot starts.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class HandlerNameAnalyzer() : FrameworkAnalyzer(Rules.MalformedName)
{
    protected override void Start(CompilationStartAnalysisContext context, FrameworkTypes types) =>
        context.RegisterOperationAction(call => Analyze(call, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, FrameworkTypes types)
    {
        if (HandlerRegistration.Of((IInvocationOperation)context.Operation, types) is { Name: { } argument, NameText: { } name } registration
            && HandlerNames.Problem(registration.Kind, name) is { } problem)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.MalformedName, argument.Syntax.GetLocation(), name, problem.Of, problem.Expected));
        }
    }
}
