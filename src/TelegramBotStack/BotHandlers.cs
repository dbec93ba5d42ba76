using Telegram.Bot.Types.Enums;
using TelegramBotStack.Arguments;
using TelegramBotStack.Callbacks;
using TelegramBotStack.Conversations;
using TelegramBotStack.Handlers;
using TelegramBotStack.Schedules;

namespace TelegramBotStack;

/// <summary>
/// The handlers of a bot. An update goes through the middleware in the order it was added, then to one handler: that
/// of its command, else that of its button, else the first of <see cref="When"/> that wants it, else <see cref="Text"/>, else that of its type.
/// Handlers of one chat run one after the other, those of different chats at the same time.
/// </summary>
public sealed class BotHandlers
{
    private readonly Dictionary<string, CommandHandler> _commands = new(StringComparer.Ordinal);
    private readonly List<(Func<UpdateContext, bool> Wants, Func<UpdateContext, Task> Handler)> _conditional = [];
    private readonly Dictionary<UpdateType, Func<UpdateContext, Task>> _types = [];
    private readonly HashSet<UpdateType> _received = [];
    private readonly List<Func<UpdateContext, Func<Task>, Task>> _middleware = [];
    private Func<UpdateContext, Task>? _text;
    private Func<UpdateContext, Exception, Task>? _error;

    internal BotHandlers()
    {
    }

    /// <summary>The commands that have handlers, by name.</summary>
    public IReadOnlyCollection<CommandHandler> Commands
        => [.. _commands.Values.OrderBy(command => command.Name, StringComparer.Ordinal)];

    internal CallbackRoutes Callbacks { get; } = new();

    internal ScheduleRegistry Schedules { get; } = new();

    internal DeepLinkRoutes DeepLinks { get; } = new();

    /// <summary>Null without <see cref="ConversationExtensions.UseConversations"/>.</summary>
    internal ConversationDefinitions? Conversations { get; set; }

    internal bool HandlesText => _text is not null;

    internal IReadOnlyCollection<UpdateType> Types => _types.Keys;

    internal int Conditions => _conditional.Count;

    /// <summary>What Telegram is asked for; empty for its default, which is everything but a few rare types.</summary>
    internal IReadOnlyList<UpdateType> AllowedUpdates => [.. _types.Keys.Concat(_received).Distinct().Order()];

    /// <summary>Handles a command: <c>/start</c>, <c>/start argument</c>, <c>/start@this_bot</c>.</summary>
    /// <param name="name">1 to 32 of a–z, 0–9 and _, with or without the slash.</param>
    /// <param name="handler">What to do.</param>
    /// <param name="configure">Says more about the handler. Default: nothing.</param>
    /// <exception cref="ArgumentException">The name is malformed or has a handler.</exception>
    public BotHandlers Command(string name, Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure = null)
    {
        var command = CreateCommand(name, handler, configure, isDefault: false);
        if (_commands.TryGetValue(command.Name, out var before) && !before.IsDefault)
        {
            throw new ArgumentException($"/{command.Name} has a handler.", nameof(name));
        }

        _commands[command.Name] = command;
        return Receive(UpdateType.Message);
    }

    /// <summary>Handles a command unless the bot has, or gets, a handler of its own for it. For modules.</summary>
    /// <inheritdoc cref="Command"/>
    /// <exception cref="ArgumentException">The name is malformed.</exception>
    public BotHandlers DefaultCommand(string name, Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure = null)
    {
        var command = CreateCommand(name, handler, configure, isDefault: true);
        _commands.TryAdd(command.Name, command);
        return Receive(UpdateType.Message);
    }

    /// <summary>Handles the updates that a condition names and no command takes, before all other handlers. The first that wants an update has it.</summary>
    /// <param name="name">Name of the handler, for logs, metrics and limits.</param>
    /// <param name="wants">Tells whether the update is for this handler. Called for many updates: quick, without effects.</param>
    /// <param name="handler">What to do.</param>
    /// <param name="configure">Says more about the handler. Default: nothing.</param>
    /// <remarks>Telegram sends the types that some handler names; see <see cref="Receive"/>.</remarks>
    public BotHandlers When(
        string name, Func<UpdateContext, bool> wants, Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(wants);
        ArgumentNullException.ThrowIfNull(handler);
        _conditional.Add((wants, HandlerOptions.Apply(name, handler, configure).Handler));
        return this;
    }

    /// <summary>Handles every text message that no command has taken.</summary>
    /// <param name="handler">What to do.</param>
    /// <param name="configure">Says more about the handler. Default: nothing.</param>
    /// <exception cref="InvalidOperationException">There is such a handler.</exception>
    public BotHandlers Text(Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _text = _text is null
            ? HandlerOptions.Apply("text", handler, configure).Handler
            : throw new InvalidOperationException("Text messages have a handler.");
        return Receive(UpdateType.Message);
    }

    /// <summary>Handles every update of a type that no other handler has taken.</summary>
    /// <param name="type">The type.</param>
    /// <param name="handler">What to do.</param>
    /// <param name="configure">Says more about the handler. Default: nothing.</param>
    /// <exception cref="ArgumentException">The type has a handler.</exception>
    public BotHandlers On(UpdateType type, Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _types.TryAdd(type, HandlerOptions.Apply(type.ToString(), handler, configure).Handler)
            ? this
            : throw new ArgumentException($"{type} has a handler.", nameof(type));
    }

    /// <summary>Asks Telegram for these types of updates, for middleware and for <see cref="When"/>.</summary>
    /// <param name="types">The types.</param>
    public BotHandlers Receive(params IEnumerable<UpdateType> types)
    {
        _received.UnionWith(types);
        return this;
    }

    /// <summary>Adds a step that every update passes on its way to its handler.</summary>
    /// <param name="middleware">Gets the update and what continues it; not calling that ends the update.</param>
    public BotHandlers Use(Func<UpdateContext, Func<Task>, Task> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>
    /// Called when a handler or a step before it has failed, to tell the user. Afterwards the failure is logged and the
    /// update counts as failed, as without it. Not called when the instance ends and the update is delivered again, nor when
    /// the user has blocked the bot.
    /// </summary>
    /// <param name="handler">What to do. Called for each failed update; when it fails itself, that is logged as well.</param>
    /// <exception cref="InvalidOperationException">There is such a handler.</exception>
    public BotHandlers Error(Func<UpdateContext, Exception, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _error = _error is null ? handler : throw new InvalidOperationException("Failures have a handler.");
        return this;
    }

    internal Func<UpdateContext, Task> Compose()
        => MiddlewareChain.Compose([CallbackAnswers.HandleAsync, .. ErrorStep(), .. _middleware], RouteAsync);

    private Func<UpdateContext, Func<Task>, Task>[] ErrorStep()
        => _error is null ? [] : [(context, next) => FailureReport.HandleAsync(context, next, _error)];

    private static CommandHandler CreateCommand(
        string name, Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure, bool isDefault)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(handler);
        var command = name.StartsWith('/') ? name[1..] : name;
        if (!CommandText.IsName(command))
        {
            throw new ArgumentException($"'{name}' is no command: 1 to 32 of a-z, 0-9 and _.", nameof(name));
        }

        var (options, composed) = HandlerOptions.Apply($"/{command}", handler, configure);
        return new CommandHandler(command, options, composed, isDefault);
    }

    private Task RouteAsync(UpdateContext context)
    {
        if (context.Addressed is { } command)
        {
            if (!command.IsFor(context.Me.Username))
            {
                return Task.CompletedTask;
            }

            if (DeepLinks.Find(context) is { } link)
            {
                return link(context);
            }

            if (_commands.TryGetValue(command.Name, out var known))
            {
                return known.Handler(context);
            }
        }

        if (Callbacks.Find(context) is { } pressed)
        {
            return pressed(context);
        }

        foreach (var (wants, handler) in _conditional)
        {
            if (wants(context))
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
