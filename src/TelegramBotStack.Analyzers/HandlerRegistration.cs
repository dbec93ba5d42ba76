using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TelegramBotStack.Analyzers;

/// <summary>A call that adds a handler, such as <c>bot.Command("start", …)</c>.</summary>
internal sealed class HandlerRegistration
{
    private HandlerRegistration(IInvocationOperation call, IOperation receiver)
    {
        Call = call;
        Receiver = receiver;
    }

    public IInvocationOperation Call { get; }

    /// <summary>What the handler is added to.</summary>
    public IOperation Receiver { get; }

    /// <summary>Such as <c>Command</c>.</summary>
    public string Kind => Call.TargetMethod.Name;

    /// <summary>The argument called <c>name</c>, if its value is known.</summary>
    public IArgumentOperation? Name => Argument("name") is { Value.ConstantValue: { HasValue: true, Value: string } } name ? name : null;

    public string? NameText => Name?.Value.ConstantValue.Value as string;

    /// <summary>The type of update of <c>On</c>, such as <c>CallbackQuery</c>.</summary>
    public string? UpdateType => Argument("type")?.Value is IFieldReferenceOperation constant ? constant.Field.Name : null;

    /// <summary>The lambda, or the method that was named.</summary>
    public IMethodSymbol? Handler => (Argument("handler") ?? Argument("code"))?.Value switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda.Symbol,
        IDelegateCreationOperation { Target: IMethodReferenceOperation named } => named.Method,
        _ => null,
    };

    /// <summary>Whether the updates of its handler are presses of buttons; null when that cannot be told.</summary>
    public bool? IsOfButtons => Kind switch
    {
        "Callback" => true,
        "Command" or "DefaultCommand" or "Text" or "DeepLink" => false,
        "On" when UpdateType is { } type => type == "CallbackQuery",
        _ => null,
    };

    /// <summary>Null when it adds no handler.</summary>
    public static HandlerRegistration? Of(IInvocationOperation call, FrameworkTypes types)
    {
        var receiver = call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments[0].Value : null);
        return receiver is not null && types.IsRegistering(receiver.Type) && types.IsFramework(call.TargetMethod.ContainingType)
            ? new HandlerRegistration(call, receiver)
            : null;
    }

    /// <summary>Where a chain of calls begins: the variable of the bot, or of its handlers.</summary>
    public object Root(FrameworkTypes types)
    {
        var at = Receiver;
        while (true)
        {
            switch (at)
            {
                case IInvocationOperation call when Of(call, types) is { } earlier:
                    at = earlier.Receiver;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Handlers", Instance: { } bot } when types.IsRegistering(bot.Type):
                    at = bot;
                    break;
                case IConversionOperation conversion:
                    at = conversion.Operand;
                    break;
                default:
                    return at switch
                    {
                        ILocalReferenceOperation local => local.Local,
                        IParameterReferenceOperation parameter => parameter.Parameter,
                        _ => at.Syntax,
                    };
            }
        }
    }

    private IArgumentOperation? Argument(string name) => Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name);
}
