using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace TelegramBotStack.Analyzers.CodeFixes;

/// <summary>TBSA005: returns a task, so that whoever calls it can wait.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AsyncTaskFix() : FrameworkCodeFix(Rules.AsyncVoid)
{
    private protected override (string Title, SyntaxNode Root)? Mend(SyntaxNode root, SyntaxNode node, Diagnostic finding)
    {
        TypeSyntax? nothing = node switch
        {
            MethodDeclarationSyntax method when !method.Modifiers.Any(SyntaxKind.OverrideKeyword) => method.ReturnType,
            LocalFunctionStatementSyntax local => local.ReturnType,
            _ => null,
        };
        return nothing is null ? null : ("Return a Task", root.ReplaceNode(nothing, IdentifierName("Task").WithTriviaFrom(nothing)));
    }
}
