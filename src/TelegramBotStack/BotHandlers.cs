using Telegram.Bot.Types.Enums;
using TelegramBotStack.Handlers;

namespace TelegramBotStack;

/// <summary>
/// The handlers of a bot. An update goes through the middleware in the order it was added, then to one handler: that
/// of its command, else <see cref="Text"/>, else that of its type. Handlers of one chat run one after the other, those
/// of different chats at the same time.
/// </summary>
public sealed class BotHandlers
{
    private readonly Dictionary<string, Func<UpdateContext, Task>> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<UpdateType, Func<UpdateContext, Task>> _types = [];
    private readonly List<Func<UpdateContext, Func<Task>, Task>> _middleware = [];
    private Func<UpdateContext, Task>? _text;

    internal BotHandlers()
    {
    }

    /// <summary>What Telegram is asked for; empty for its default, which is everything but a few rare types.</summary>
    internal IReadOnlyList<UpdateType> AllowedUpdates => _types.Count == 0 && _commands.Count == 0 && _text is null
        ? []
        : [.. _types.Keys.Concat(_commands.Count > 0 || _text is not null ? [UpdateType.Message] : []).Distinct().Order()];

    /// <summary>Handles a command: <c>/start</c>, <c>/start argument</c>, <c>/start@this_bot</c>.</summary>
    /// <param name="name">1 to 32 of a–z, 0–9 and _, with or without the slash.</param>
    /// <param name="handler">What to do.</param>
    /// <exception cref="ArgumentException">The name is malformed or has a handler.</exception>
    public BotHandlers Command(string name, Func<UpdateContext, Task> handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(handler);
        var command = name.StartsWith('/') ? name[1..] : name;
        if (!CommandText.IsName(command))
        {
            throw new ArgumentException($"'{name}' is no command: 1 to 32 of a-z, 0-9 and _.", nameof(name));
        }

        return _commands.TryAdd(command, handler)
            ? this
            : throw new ArgumentException($"/{command} has a handler.", nameof(name));
    }

    /// <summary>Handles every text message that no command has taken.</summary>
    /// <param name="handler">What to do.</param>
    /// <exception cref="InvalidOperationException">There is such a handler.</exception>
    public BotHandlers Text(Func<UpdateContext, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _text = _text is null ? handler : throw new InvalidOperationException("Text messages have a handler.");
        return this;
    }

    /// <summary>Handles every update of a type that no command and no text handler has taken.</summary>
    /// <param name="type">The type.</param>
    /// <param name="handler">What to do.</param>
    /// <exception cref="ArgumentException">The type has a handler.</exception>
    public BotHandlers On(UpdateType type, Func<UpdateContext, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _types.TryAdd(type, handler) ? this : throw new ArgumentException($"{type} has a handler.", nameof(type));
    }

    /// <summary>Adds a step that every update passes on its way to its handler.</summary>
    /// <param name="middleware">Gets the update and what continues it; not calling that ends the update.</param>
    public BotHandlers Use(Func<UpdateContext, Func<Task>, Task> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware.Add(middleware);
        return this;
    }

    internal Func<UpdateContext, Task> Compose()
    {
        Func<UpdateContext, Task> next = RouteAsync;
        foreach (var middleware in Enumerable.Reverse(_middleware))
        {
            var following = next;
            next = context => middleware(context, () => following(context));
        }

        return next;
    }

    private Task RouteAsync(UpdateContext context)
    {
        if (context.Addressed is { } command)
        {
            if (!command.IsFor(context.Me.Username))
            {
                return Task.CompletedTask;
            }

            if (_commands.TryGetValue(command.Name, out var handler))
            {
                return handler(context);
            }
        }

        if (context.Text is not null && _text is not null)
        {
            return _text(context);
        }

        return _types.TryGetValue(context.Update.Type, out var typed) ? typed(context) : Task.CompletedTask;
    }
}
