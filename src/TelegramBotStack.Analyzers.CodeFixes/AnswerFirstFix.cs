using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TelegramBotStack.Analyzers.CodeFixes;

/// <summary>TBSA003: answers the press before the handler waits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AnswerFirstFix() : FrameworkCodeFix(Rules.LateAnswer)
{
    private protected override (string Title, SyntaxNode Root)? Mend(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        if (node.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax } wait
            || Functions.Around(node) is not { } function
            || !Functions.IsAsync(function)
            || Functions.ParameterOf(function, "UpdateContext") is not { } context)
        {
            return null;
        }

        var answer = ParseStatement($"await {context}.AnswerAsync();")
            .WithLeadingTrivia(wait.GetLeadingTrivia())
            .WithTrailingTrivia(wait.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        return ("Answer the press first", root.InsertNodesBefore(wait, [answer]));
    }
}
