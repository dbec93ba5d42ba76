namespace TelegramBotStack;

/// <summary>A command that has a handler.</summary>
public sealed class CommandHandler
{
    internal CommandHandler(string name, HandlerOptions options, Func<UpdateContext, Task> handler, bool isDefault)
    {
        Name = name;
        Options = options;
        Handler = handler;
        IsDefault = isDefault;
    }

    /// <summary>Without the slash.</summary>
    public string Name { get; }

    /// <summary>What was said about it.</summary>
    public HandlerOptions Options { get; }

    internal Func<UpdateContext, Task> Handler { get; }

    /// <summary>True for a command that a feature brings along; the bot's own of the same name takes its place.</summary>
    internal bool IsDefault { get; }
}
