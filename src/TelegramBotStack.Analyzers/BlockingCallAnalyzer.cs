using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TelegramBotStack.Analyzers;

/// <summary>TBSA001: what waits in a handler without <c>await</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class BlockingCallAnalyzer() : FrameworkAnalyzer(Rules.BlockingCall)
{
    /// <summary>Property of a finding that says what to await.</summary>
    public const string Await = "Await";

    public const string TheTask = "the task";

    protected override void Start(CompilationStartAnalysisContext context, FrameworkTypes types)
    {
        context.RegisterOperationAction(call => AnalyzeCall(call, types), OperationKind.Invocation);
        context.RegisterOperationAction(read => AnalyzeResult(read, types), OperationKind.PropertyReference);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, FrameworkTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        var type = call.TargetMethod.ContainingType;
        string? mend = (type.ContainingNamespace.ToDisplayString(), type.Name, call.TargetMethod.Name) switch
        {
            ("System.Threading", "Thread", "Sleep") => "Task.Delay",
            ("System.Threading", "SemaphoreSlim", "Wait") => "WaitAsync",
            ("System.Diagnostics", "Process", "WaitForExit") => "WaitForExitAsync",
            ("System.Threading.Tasks", "Task", "Wait") when !HasEnded(call.Instance, call) => call.Arguments.IsEmpty ? TheTask : "WaitAsync",
            ("System.Threading.Tasks", "Task", "WaitAll") => "Task.WhenAll",
            ("System.Threading.Tasks", "Task", "WaitAny") => "Task.WhenAny",
            ("System.Runtime.CompilerServices", var name, "GetResult") when name.EndsWith("Awaiter", StringComparison.Ordinal) && !HasEnded(Awaited(call), call) => TheTask,
            _ => null,
        };
        if (mend is not null && !call.Arguments.Any(IsNoTime) && EnclosingFunctions.AreHandlers(call, context.ContainingSymbol, types))
        {
            var name = call.TargetMethod.Name == "GetResult" ? "GetAwaiter().GetResult()" : $"{type.Name}.{call.TargetMethod.Name}";
            Report(context, name, mend);
        }
    }

    // As in gate.Wait(0), which only looks.
    private static bool IsNoTime(IArgumentOperation argument) =>
        argument.Value.ConstantValue is { HasValue: true, Value: 0 } || argument.Value is IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } };

    private static void AnalyzeResult(OperationAnalysisContext context, FrameworkTypes types)
    {
        var read = (IPropertyReferenceOperation)context.Operation;
        if (read.Property is { Name: "Result", ContainingType: { Name: "Task" or "ValueTask", ContainingNamespace.Name: "Tasks" } type }
            && read.Parent is not INameOfOperation
            && !HasEnded(read.Instance, read)
            && EnclosingFunctions.AreHandlers(read, context.ContainingSymbol, types))
        {
            Report(context, $"{type.Name}.Result", TheTask);
        }
    }

    private static void Report(OperationAnalysisContext context, string what, string mend) => context.ReportDiagnostic(Diagnostic.Create(
        Rules.BlockingCall, context.Operation.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(Await, mend), what, mend));

    // Of x.GetAwaiter().GetResult() and x.ConfigureAwait(false).GetAwaiter().GetResult() the x.
    private static IOperation? Awaited(IInvocationOperation getResult)
    {
        var task = getResult.Instance;
        while (task is IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait" } step)
        {
            task = step.Instance;
        }

        return task;
    }

    /// <summary>Whether a task in a variable was awaited, or asked whether it has ended, before.</summary>
    private static bool HasEnded(IOperation? task, IOperation use)
    {
        var variable = VariableOf(task);
        if (variable is null)
        {
            return false;
        }

        var root = use;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Descendants().Any(before =>
            before.Syntax.Span.End <= use.Syntax.SpanStart
            && before is IAwaitOperation or IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" }
            && before.Descendants().Any(part => SymbolEqualityComparer.Default.Equals(VariableOf(part), variable)));
    }

    private static ISymbol? VariableOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
