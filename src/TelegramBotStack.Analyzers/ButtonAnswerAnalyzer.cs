using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TelegramBotStack.Analyzers;

/// <summary>
/// TBSA002 and TBSA003: the answer to the press of a button where there is none, or late. A press that is never answered
/// is no mistake: the framework answers it when the handler has ended.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ButtonAnswerAnalyzer() : FrameworkAnalyzer(Rules.AnswerToNoPress, Rules.LateAnswer)
{
    // A handler and the call that adds it are in one type as a rule, and editors show at once what is found in one.
    protected override void Start(CompilationStartAnalysisContext context, FrameworkTypes types) =>
        context.RegisterSymbolStartAction(
            type =>
            {
                var handlers = new ConcurrentBag<(IMethodSymbol Handler, bool? IsOfButtons)>();
                var calls = new ConcurrentBag<(IMethodSymbol Handler, IInvocationOperation Call)>();
                type.RegisterOperationAction(operation => Note(operation, types, handlers, calls), OperationKind.Invocation);
                type.RegisterSymbolEndAction(end => Report(end, handlers, calls));
            },
            SymbolKind.NamedType);

    private static void Note(
        OperationAnalysisContext context,
        FrameworkTypes types,
        ConcurrentBag<(IMethodSymbol Handler, bool? IsOfButtons)> handlers,
        ConcurrentBag<(IMethodSymbol Handler, IInvocationOperation Call)> calls)
    {
        var call = (IInvocationOperation)context.Operation;
        if (HandlerRegistration.Of(call, types) is { Handler: { } added } registration)
        {
            handlers.Add((added, registration.IsOfButtons));
        }

        if (IsAnswer(call) || IsDelay(call) || MayAnswer(call, types))
        {
            var handler = EnclosingFunctions.Of(call, context.ContainingSymbol).FirstOrDefault(function => function.Symbol.Parameters.Any(parameter => types.IsUpdateContext(parameter.Type)));
            if (handler.Symbol is not null && !(call.TargetMethod.Name == "AnswerAsync" && AsksForPress(handler.Code)))
            {
                calls.Add((handler.Symbol, call));
            }
        }
    }

    private static void Report(
        SymbolAnalysisContext context,
        ConcurrentBag<(IMethodSymbol Handler, bool? IsOfButtons)> handlers,
        ConcurrentBag<(IMethodSymbol Handler, IInvocationOperation Call)> calls)
    {
        foreach (var (handler, call) in calls)
        {
            bool?[] uses = [.. handlers.Where(use => Same(use.Handler, handler)).Select(use => use.IsOfButtons)];
            if (uses.Length > 0 && uses.All(isOfButtons => isOfButtons == false) && IsAnswer(call) && call.TargetMethod.Name == "AnswerAsync")
            {
                context.ReportDiagnostic(Diagnostic.Create(Rules.AnswerToNoPress, call.Syntax.GetLocation()));
            }
            else if (uses.Length > 0 && uses.All(isOfButtons => isOfButtons == true) && IsDelay(call)
                && !calls.Any(other => Same(other.Handler, handler) && !IsDelay(other.Call) && other.Call.Syntax.SpanStart < call.Syntax.SpanStart))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rules.LateAnswer, call.Syntax.GetLocation()));
            }
        }
    }

    private static bool IsAnswer(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "AnswerAsync", ContainingNamespace.Name: "TelegramBotStack" } => true,
        { Name: "AnswerCallbackQuery" } => true,
        _ => false,
    };

    // A method of the bot's own that is given the update.
    private static bool MayAnswer(IInvocationOperation call, FrameworkTypes types) =>
        !types.IsFramework(call.TargetMethod.ContainingType) && call.Arguments.Any(argument => types.IsUpdateContext(argument.Value.Type));

    private static bool IsDelay(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Delay", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } };

    // It may serve several kinds of updates, and looks which one this is.
    private static bool AsksForPress(IOperation handler) =>
        handler.Descendants().OfType<IPropertyReferenceOperation>().Any(read => read.Property.Name is "CallbackQuery" or "Type");

    private static bool Same(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
