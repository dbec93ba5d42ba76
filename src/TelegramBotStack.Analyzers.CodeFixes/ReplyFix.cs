using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TelegramBotStack.Analyzers.CodeFixes;

/// <summary>TBSA002: replies with the text, where there is one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ReplyFix() : FrameworkCodeFix(Rules.AnswerToNoPress)
{
    private protected override (string Title, SyntaxNode Root)? Mend(SyntaxNode root, SyntaxNode node, Diagnostic finding) =>
        node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called, ArgumentList.Arguments: { Count: > 0 } arguments } call
        && arguments[0] is { NameColon: null } text
            ? ("Reply with the text", root.ReplaceNode(call, call
                .WithExpression(called.WithName(IdentifierName("ReplyAsync").WithTriviaFrom(called.Name)))
                .WithArgumentList(call.ArgumentList.WithArguments([text.WithoutTrailingTrivia()]))))
            : null;
}
