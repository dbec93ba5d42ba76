using Microsoft.CodeAnalysis;

namespace TelegramBotStack.Analyzers;

/// <summary>The types of the framework that the rules are about, as one compilation knows them.</summary>
internal sealed class FrameworkTypes
{
    private readonly INamedTypeSymbol updateContext;
    private readonly INamedTypeSymbol? conversation;
    private readonly INamedTypeSymbol? scheduledContext;
    private readonly INamedTypeSymbol? bot;
    private readonly INamedTypeSymbol?[] registering;

    private FrameworkTypes(Compilation compilation, INamedTypeSymbol updateContext)
    {
        this.updateContext = updateContext;
        conversation = compilation.GetTypeByMetadataName("TelegramBotStack.Conversation");
        scheduledContext = compilation.GetTypeByMetadataName("TelegramBotStack.ScheduledContext");
        bot = compilation.GetTypeByMetadataName("TelegramBotStack.BotBase");
        registering =
        [
            compilation.GetTypeByMetadataName("TelegramBotStack.BotHandlers"),
            compilation.GetTypeByMetadataName("TelegramBotStack.BotApplication"),
        ];
    }

    /// <summary>Null in a project that does not use the framework.</summary>
    public static FrameworkTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("TelegramBotStack.UpdateContext") is { } context ? new FrameworkTypes(compilation, context) : null;

    /// <summary>Whether a method is given what a handler is given.</summary>
    public bool IsHandler(IMethodSymbol method) =>
        method.Parameters.Any(parameter => IsContext(parameter.Type)) || (method.IsOverride && DerivesFrom(method.ContainingType, bot));

    public bool IsConversation(IMethodSymbol method) => method.Parameters.Any(parameter => IsConversation(parameter.Type));

    public bool IsConversation(ITypeSymbol? type) => conversation is not null && Same(type, conversation);

    public bool IsUpdateContext(ITypeSymbol? type) => Same(type, updateContext);

    /// <summary>Whether handlers are added to it.</summary>
    public bool IsRegistering(ITypeSymbol? type) => type is not null && registering.Any(known => Same(type, known));

    public bool IsFramework(ITypeSymbol type) => Same(type.ContainingAssembly, updateContext.ContainingAssembly);

    private bool IsContext(ITypeSymbol type) =>
        IsUpdateContext(type) || Same(type, conversation) || (scheduledContext is not null && DerivesFrom(type, scheduledContext));

    private static bool DerivesFrom(ITypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Same(type, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(ISymbol? type, ISymbol? other) => type is not null && SymbolEqualityComparer.Default.Equals(type, other);
}
