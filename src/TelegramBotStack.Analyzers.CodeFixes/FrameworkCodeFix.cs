using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TelegramBotStack.Analyzers.CodeFixes;

/// <summary>Mends one rule's mistake by replacing parts of one file.</summary>
public abstract class FrameworkCodeFix : CodeFixProvider
{
    private readonly DiagnosticDescriptor rule;

    private protected FrameworkCodeFix(DiagnosticDescriptor rule)
    {
        this.rule = rule;
        FixableDiagnosticIds = [rule.Id];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        var node = root.FindNode(context.Span, getInnermostNodeForTie: true);
        if (Mend(root, node, context.Diagnostics[0]) is { } mend)
        {
            context.RegisterCodeFix(
                CodeAction.Create(mend.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(mend.Root)), rule.Id), context.Diagnostics);
        }
    }

    /// <summary>What to do; null where no mend is plain.</summary>
    private protected abstract (string Title, SyntaxNode Root)? Mend(SyntaxNode root, SyntaxNode node, Diagnostic finding);
}
