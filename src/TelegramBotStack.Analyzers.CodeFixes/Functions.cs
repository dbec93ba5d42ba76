using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TelegramBotStack.Analyzers.CodeFixes;

/// <summary>Functions as they are written: lambdas, local functions and methods.</summary>
internal static class Functions
{
    /// <summary>The innermost function around a node; null in statements of the top level.</summary>
    public static SyntaxNode? Around(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(Is);

    public static bool Is(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax;

    public static BlockSyntax? BodyOf(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        LocalFunctionStatementSyntax local => local.Body,
        BaseMethodDeclarationSyntax method => method.Body,
        _ => null,
    };

    public static bool IsAsync(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        BaseMethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    /// <summary>The name of the only parameter that a lambda without types has, or of the one of this type.</summary>
    public static string? ParameterOf(SyntaxNode function, string type)
    {
        var parameters = function switch
        {
            SimpleLambdaExpressionSyntax simple => [simple.Parameter],
            ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
            LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
            BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
            _ => default(SeparatedSyntaxList<ParameterSyntax>),
        };
        return (parameters.FirstOrDefault(parameter => parameter.Type is IdentifierNameSyntax name && name.Identifier.Text == type)
            ?? (parameters.Count == 1 && parameters[0].Type is null ? parameters[0] : null))?.Identifier.Text;
    }
}
