using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TelegramBotStack.Analyzers;

/// <summary>The functions around an operation: lambdas and local functions from the inside out, and the method at last.</summary>
internal static class EnclosingFunctions
{
    /// <param name="operation">The operation.</param>
    /// <param name="containing">The member whose code it is part of.</param>
    public static IEnumerable<EnclosingFunction> Of(IOperation operation, ISymbol containing)
    {
        var outermost = operation;
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            outermost = parent;
            if (parent is IAnonymousFunctionOperation lambda)
            {
                yield return new EnclosingFunction(lambda.Symbol, lambda);
            }
            else if (parent is ILocalFunctionOperation local)
            {
                yield return new EnclosingFunction(local.Symbol, local);
            }
        }

        if (containing is IMethodSymbol method)
        {
            yield return new EnclosingFunction(method, outermost);
        }
    }

    /// <summary>Whether it is run by a handler, on its thread.</summary>
    public static bool AreHandlers(IOperation operation, ISymbol containing, FrameworkTypes types)
    {
        foreach (var function in Of(operation, containing))
        {
            if (types.IsHandler(function.Symbol))
            {
                return true;
            }

            if (IsHandedToAnotherThread(function.Code))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsHandedToAnotherThread(IOperation function)
    {
        var parent = function.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IInvocationOperation { TargetMethod: { Name: "Run", ContainingType.Name: "Task" } or { Name: "StartNew", ContainingType.Name: "TaskFactory" } or { Name: "QueueUserWorkItem" } } => true,
            IObjectCreationOperation { Type.Name: "Thread" or "Timer" } => true,
            _ => false,
        };
    }
}

/// <summary>A function around an operation.</summary>
/// <param name="symbol">The function.</param>
/// <param name="code">Its code.</param>
internal readonly struct EnclosingFunction(IMethodSymbol symbol, IOperation code)
{
    public IMethodSymbol Symbol { get; } = symbol;

    public IOperation Code { get; } = code;
}
