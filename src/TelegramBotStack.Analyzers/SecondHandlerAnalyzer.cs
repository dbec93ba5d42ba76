using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TelegramBotStack.Analyzers;

/// <summary>
/// TBSA004: a handler that the bot refuses at its start, because there is one. Seen within one function, where both are
/// added to the same variable and the first is always added before the second; Validate finds all others.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SecondHandlerAnalyzer() : FrameworkAnalyzer(Rules.SecondHandler)
{
    protected override void Start(CompilationStartAnalysisContext context, FrameworkTypes types) =>
        context.RegisterOperationBlockAction(block =>
        {
            foreach (var body in block.OperationBlocks)
            {
                Analyze(block, body, types);
            }
        });

    private static void Analyze(OperationBlockAnalysisContext context, IOperation body, FrameworkTypes types)
    {
        var known = new Dictionary<(object Root, string Thing), List<HandlerRegistration>>();
        foreach (var call in body.Descendants().OfType<IInvocationOperation>().OrderBy(call => call.Syntax.Span.End))
        {
            if (HandlerRegistration.Of(call, types) is not { } registration
                || Thing(registration) is not { } thing)
            {
                continue;
            }

            var root = registration.Root(types);
            if (IsAssigned(body, root))
            {
                continue;
            }

            if (!known.TryGetValue((root, thing), out var before))
            {
                known[(root, thing)] = before = [];
            }

            if (before.Any(first => Precedes(first.Call.Syntax, call.Syntax)))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rules.SecondHandler, (registration.Name?.Syntax ?? NameOf(call.Syntax)).GetLocation(), thing));
            }

            before.Add(registration);
        }
    }

    private static string? Thing(HandlerRegistration registration) => registration switch
    {
        { Kind: "Command", NameText: { } name } => "/" + name.TrimStart('/'),
        { Kind: "Callback", NameText: { } name } => $"The button '{name}'",
        { Kind: "DeepLink", NameText: { } name } => $"The link '{name}'",
        { Kind: "Conversation", NameText: { } name } => $"The conversation '{name}'",
        { Kind: "Schedule" or "Recurring", NameText: { } name } => $"The schedule '{name}'",
        { Kind: "On", UpdateType: { } type } => $"UpdateType.{type}",
        { Kind: "Text" } => "Text",
        { Kind: "Error" } => "Error",
        _ => null,
    };

    // A variable that is given another bot: which one is meant cannot be told.
    private static bool IsAssigned(IOperation body, object root) =>
        root is ILocalSymbol local
        && body.Descendants().OfType<IAssignmentOperation>().Any(assignment =>
            assignment.Target is ILocalReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Local, local));

    // One that is added in a branch, a loop or a lambda may not be added at all, or by another run of it.
    private static bool Precedes(SyntaxNode first, SyntaxNode second)
    {
        var statement = first.AncestorsAndSelf().FirstOrDefault(node => node is StatementSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax);
        var list = statement is StatementSyntax { Parent: GlobalStatementSyntax { Parent: { } unit } } ? unit : statement is AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax ? statement : statement?.Parent;
        return list is BlockSyntax or CompilationUnitSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax
            && list.Span.Contains(second.Span)
            && FunctionOf(first) == FunctionOf(second);
    }

    private static SyntaxNode? FunctionOf(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax);

    // The word Text of bot.Command(…).Text(…).
    private static SyntaxNode NameOf(SyntaxNode call) =>
        call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } ? name : call;
}
