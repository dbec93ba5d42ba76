using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TelegramBotStack.Analyzers.CodeFixes;

/// <summary>TBSA001: waits with <c>await</c>, where the function is async already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class BlockingCallFix() : FrameworkCodeFix(Rules.BlockingCall)
{
    private protected override (string Title, SyntaxNode Root)? Mend(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (Functions.Around(node) is not { } function
            || !Functions.IsAsync(function)
            || Awaitable(node, function, finding.Properties[BlockingCallAnalyzer.Await]!) is not { } awaitable)
        {
            return null;
        }

        ExpressionSyntax awaited = AwaitExpression(awaitable.WithoutTrivia());
        if (node.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            awaited = ParenthesizedExpression(awaited);
        }

        return ("Wait with 'await'", root.ReplaceNode(node, awaited.WithTriviaFrom(node)));
    }

    private static ExpressionSyntax? Awaitable(SyntaxNode node, SyntaxNode function, string mend) => node switch
    {
        MemberAccessExpressionSyntax result => result.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } call => mend switch
        {
            "Task.Delay" => InvocationExpression(ParseExpression(mend), Interruptible(call.ArgumentList, function)),
            "Task.WhenAll" or "Task.WhenAny" => call.WithExpression(called.WithName(IdentifierName(mend.Substring("Task.".Length)))),
            BlockingCallAnalyzer.TheTask => TaskOf(called),
            _ => call.WithExpression(called.WithName(IdentifierName(mend))),
        },
        _ => null,
    };

    // Of task.Wait() and of task.GetAwaiter().GetResult().
    private static ExpressionSyntax TaskOf(MemberAccessExpressionSyntax called) =>
        called is { Name.Identifier.Text: "GetResult", Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax awaiter } }
            ? awaiter.Expression
            : called.Expression;

    private static ArgumentListSyntax Interruptible(ArgumentListSyntax arguments, SyntaxNode function) =>
        Functions.ParameterOf(function, "UpdateContext") is { } context
            ? arguments.AddArguments(Argument(ParseExpression($"{context}.CancellationToken")))
            : arguments;
}
