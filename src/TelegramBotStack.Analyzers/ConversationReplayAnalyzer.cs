using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TelegramBotStack.Analyzers;

/// <summary>
/// TBSA009: what a conversation's code does outside of its steps. It is done again whenever the user answers, and time or
/// chance may lead the code another way than before.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ConversationReplayAnalyzer() : FrameworkAnalyzer(Rules.RepeatedStep)
{
    protected override void Start(CompilationStartAnalysisContext context, FrameworkTypes types)
    {
        context.RegisterOperationAction(read => AnalyzeRead(read, types), OperationKind.PropertyReference);
        context.RegisterOperationAction(call => AnalyzeCall(call, types), OperationKind.Invocation);
    }

    private static void AnalyzeRead(OperationAnalysisContext context, FrameworkTypes types)
    {
        var property = ((IPropertyReferenceOperation)context.Operation).Property;
        switch (property.ContainingType.ToDisplayString(), property.Name)
        {
            case ("System.DateTime" or "System.DateTimeOffset", "Now" or "UtcNow" or "Today"):
                ReportUnlessShown(context, types, "then it is another time", "take it from Now()");
                break;
            case ("System.Random", "Shared"):
                ReportUnlessShown(context, types, "then chance has it otherwise", "take it from Random(…)");
                break;
            case ("TelegramBotStack.Conversation", "Bot"):
                Report(context, types, "this call to Telegram is made again", "put it into OnceAsync");
                break;
        }
    }

    private static void AnalyzeCall(OperationAnalysisContext context, FrameworkTypes types)
    {
        if (((IInvocationOperation)context.Operation).TargetMethod is { Name: "NewGuid", ContainingType: { Name: "Guid", ContainingNamespace.Name: "System" } })
        {
            ReportUnlessShown(context, types, "then it is another id", "put it into OnceAsync");
        }
    }

    // What is given to a step counts when the step is taken, and no more when it is passed by later.
    private static void ReportUnlessShown(OperationAnalysisContext context, FrameworkTypes types, string consequence, string mend)
    {
        for (var parent = context.Operation.Parent; parent is not null and not IAnonymousFunctionOperation; parent = parent.Parent)
        {
            if (parent is IArgumentOperation { Parent: IInvocationOperation call } && types.IsConversation(call.Instance?.Type))
            {
                return;
            }
        }

        Report(context, types, consequence, mend);
    }

    private static void Report(OperationAnalysisContext context, FrameworkTypes types, string consequence, string mend)
    {
        foreach (var function in EnclosingFunctions.Of(context.Operation, context.ContainingSymbol))
        {
            if (types.IsConversation(function.Symbol))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rules.RepeatedStep, context.Operation.Syntax.GetLocation(), consequence, mend));
                return;
            }

            if (IsOnce(function.Code, types))
            {
                return;
            }
        }
    }

    private static bool IsOnce(IOperation function, FrameworkTypes types)
    {
        for (var parent = function.Parent; parent is IDelegateCreationOperation or IConversionOperation or IArgumentOperation or IInvocationOperation; parent = parent.Parent)
        {
            if (parent is IInvocationOperation call)
            {
                return call.TargetMethod.Name == "OnceAsync" && types.IsFramework(call.TargetMethod.ContainingType);
            }
        }

        return false;
    }
}
