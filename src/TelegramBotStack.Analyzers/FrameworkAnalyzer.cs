using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TelegramBotStack.Analyzers;

/// <summary>An analyzer that is there only where the framework is used.</summary>
internal abstract class FrameworkAnalyzer(params DiagnosticDescriptor[] rules) : DiagnosticAnalyzer
{
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. rules];

    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (FrameworkTypes.Of(start.Compilation) is { } types)
            {
                Start(start, types);
            }
        });
    }

    protected abstract void Start(CompilationStartAnalysisContext context, FrameworkTypes types);
}
