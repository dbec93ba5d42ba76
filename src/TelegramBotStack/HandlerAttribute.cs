namespace TelegramBotStack;

/// <summary>Says something about the handler it is put on: a method or a lambda given to <see cref="BotHandlers"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class HandlerAttribute : Attribute
{
    /// <summary>Called once, when the handler is added.</summary>
    /// <param name="options">The handler's options.</param>
    public abstract void Apply(HandlerOptions options);
}
