using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TelegramBotStack.Analyzers.CodeFixes;

/// <summary>TBSA006: makes the function async and awaits the task, where nothing but <c>Task.CompletedTask</c> is returned.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AwaitFix() : FrameworkCodeFix(Rules.NotAwaited)
{
    private protected override (string Title, SyntaxNode Root)? Mend(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (node is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call
            || Functions.Around(node) is not { } function
            || Functions.BodyOf(function) is not { Statements.Count: > 0 } body)
        {
            return null;
        }

        ReturnStatementSyntax[] returns = [.. body.DescendantNodes(part => part == body || !Functions.Is(part)).OfType<ReturnStatementSyntax>()];
        if (returns.Length == 0 || returns.Any(end => end.Expression?.ToString() != "Task.CompletedTask"))
        {
            return null;
        }

        var changed = function.TrackNodes([call, .. returns]);
        changed = changed.ReplaceNode(changed.GetCurrentNode(call)!, AwaitExpression(call.WithoutTrivia()).WithTriviaFrom(call));
        foreach (var end in returns)
        {
            var current = changed.GetCurrentNode(end)!;
            changed = end == body.Statements.Last()
                ? changed.RemoveNode(current, SyntaxRemoveOptions.KeepUnbalancedDirectives)!
                : changed.ReplaceNode(current, ReturnStatement().WithTriviaFrom(current));
        }

        return ("Wait with 'await'", root.ReplaceNode(function, Async(changed)));
    }

    private static SyntaxNode Async(SyntaxNode function)
    {
        var word = Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(Space);
        return function switch
        {
            ParenthesizedLambdaExpressionSyntax lambda => lambda.WithoutLeadingTrivia().WithAsyncKeyword(word).WithLeadingTrivia(lambda.GetLeadingTrivia()),
            SimpleLambdaExpressionSyntax lambda => lambda.WithoutLeadingTrivia().WithAsyncKeyword(word).WithLeadingTrivia(lambda.GetLeadingTrivia()),
            LocalFunctionStatementSyntax local => local.WithoutLeadingTrivia().AddModifiers(word).WithLeadingTrivia(local.GetLeadingTrivia()),
            MethodDeclarationSyntax method => method.AddModifiers(word),
            _ => function,
        };
    }
}
