using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TelegramBotStack.Analyzers.CodeFixes;

/// <summary>TBSA007: the name that was probably meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class CommandNameFix() : FrameworkCodeFix(Rules.MalformedName)
{
    private protected override (string Title, SyntaxNode Root)? Mend(SyntaxNode root, SyntaxNode node, Diagnostic finding) =>
        node.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>().FirstOrDefault() is { } literal
        && HandlerNames.Nearest(literal.Token.ValueText) is { } name
            ? ($"Call it \"{name}\"", root.ReplaceNode(literal, LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(name)).WithTriviaFrom(literal)))
            : null;
}
