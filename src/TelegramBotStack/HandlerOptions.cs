using System.Reflection;
using TelegramBotStack.Handlers;

namespace TelegramBotStack;

/// <summary>What is said about a handler when it is added: its description, and steps that only its updates pass.</summary>
public sealed class HandlerOptions
{
    private readonly List<Func<UpdateContext, Func<Task>, Task>> _middleware = [];

    internal HandlerOptions(string name)
    {
        Name = name;
    }

    /// <summary>Which handler this is: <c>/start</c> for a command, <c>text</c>, or the name of an update's type.</summary>
    public string Name { get; }

    /// <summary>What a command does, for /help and Telegram's menu: 1 to 256 characters. Default: none, and then it is in neither.</summary>
    public string? Description { get; set; }

    /// <summary>What features note about the handler, for themselves.</summary>
    public IList<object> Metadata { get; } = [];

    /// <summary>Sets <see cref="Description"/>.</summary>
    /// <param name="description">1 to 256 characters.</param>
    public HandlerOptions Describe(string description)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        Description = description;
        return this;
    }

    /// <summary>Adds a step that an update passes on its way to this handler, after those of <see cref="BotHandlers.Use"/>.</summary>
    /// <param name="middleware">Gets the update and what continues it; not calling that ends the update.</param>
    public HandlerOptions Use(Func<UpdateContext, Func<Task>, Task> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>For a feature that wraps the method the user gave it.</summary>
    internal void ApplyAttributes(MethodInfo method)
    {
        foreach (var attribute in method.GetCustomAttributes<HandlerAttribute>())
        {
            attribute.Apply(this);
        }
    }

    /// <summary>The handler with its steps before it; those of attributes come before those of <paramref name="configure"/>.</summary>
    internal static (HandlerOptions Options, Func<UpdateContext, Task> Handler) Apply(
        string name, Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure)
    {
        var options = new HandlerOptions(name);
        options.ApplyAttributes(handler.Method);
        configure?.Invoke(options);
        var composed = MiddlewareChain.Compose(options._middleware, handler);
        return (options, context =>
        {
            context.Handler = name;
            return composed(context);
        });
    }
}
