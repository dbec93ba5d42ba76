using TelegramBotStack.Arguments;

namespace TelegramBotStack;

/// <summary>
/// Commands with arguments of types: text, numbers, bool (<c>yes</c>, <c>no</c>), durations (<c>30m</c>, <c>1d12h</c>), dates
/// (<c>2026-12-31</c>), times (<c>14:30</c>), both as a <see cref="DateTime"/> (<c>"2026-12-31 14:30"</c>), ids, enums. A nullable one (<c>int?</c>) may be left out, a text may not. A word in quotation marks may have
/// spaces; a text as the last argument takes all that is left. What does not fit is answered with how to use the command,
/// made of the names of the handler's parameters.
/// </summary>
/// <example><code>
/// bot.Command&lt;TimeSpan, string&gt;("remind", (context, after, text) => context.ReplyAsync($"In {after}: {text}"));
/// </code></example>
public static class CommandExtensions
{
    /// <summary>Handles a command with one argument.</summary>
    /// <typeparam name="T">Type of the argument.</typeparam>
    /// <param name="handlers">The bot's handlers.</param>
    /// <param name="name">1 to 32 of a–z, 0–9 and _, with or without the slash.</param>
    /// <param name="handler">What to do.</param>
    /// <param name="configure">Says more about the handler. Default: nothing.</param>
    /// <exception cref="ArgumentException">The name is malformed or has a handler.</exception>
    /// <exception cref="NotSupportedException">A type has no text form.</exception>
    public static BotHandlers Command<T>(
        this BotHandlers handlers, string name, Func<UpdateContext, T, Task> handler, Action<HandlerOptions>? configure = null)
        => Add(handlers, name, handler, [typeof(T)], (context, values) => handler(context, (T)values[0]!), configure);

    /// <summary>Handles a command with two arguments.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <inheritdoc cref="Command{T}(BotHandlers, string, Func{UpdateContext, T, Task}, Action{HandlerOptions})"/>
    public static BotHandlers Command<T1, T2>(
        this BotHandlers handlers, string name, Func<UpdateContext, T1, T2, Task> handler, Action<HandlerOptions>? configure = null)
        => Add(handlers, name, handler, [typeof(T1), typeof(T2)], (context, values) => handler(context, (T1)values[0]!, (T2)values[1]!), configure);

    /// <summary>Handles a command with three arguments.</summary>
    /// <typeparam name="T1">Type of the first argument.</typeparam>
    /// <typeparam name="T2">Type of the second argument.</typeparam>
    /// <typeparam name="T3">Type of the third argument.</typeparam>
    /// <inheritdoc cref="Command{T}(BotHandlers, string, Func{UpdateContext, T, Task}, Action{HandlerOptions})"/>
    public static BotHandlers Command<T1, T2, T3>(
        this BotHandlers handlers, string name, Func<UpdateContext, T1, T2, T3, Task> handler, Action<HandlerOptions>? configure = null)
        => Add(
            handlers,
            name,
            handler,
            [typeof(T1), typeof(T2), typeof(T3)],
            (context, values) => handler(context, (T1)values[0]!, (T2)values[1]!, (T3)values[2]!),
            configure);

    /// <inheritdoc cref="Command{T}(BotHandlers, string, Func{UpdateContext, T, Task}, Action{HandlerOptions})"/>
    public static BotApplication Command<T>(
        this BotApplication bot, string name, Func<UpdateContext, T, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        bot.Handlers.Command(name, handler, configure);
        return bot;
    }

    /// <inheritdoc cref="Command{T1, T2}(BotHandlers, string, Func{UpdateContext, T1, T2, Task}, Action{HandlerOptions})"/>
    public static BotApplication Command<T1, T2>(
        this BotApplication bot, string name, Func<UpdateContext, T1, T2, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        bot.Handlers.Command(name, handler, configure);
        return bot;
    }

    /// <inheritdoc cref="Command{T1, T2, T3}(BotHandlers, string, Func{UpdateContext, T1, T2, T3, Task}, Action{HandlerOptions})"/>
    public static BotApplication Command<T1, T2, T3>(
        this BotApplication bot, string name, Func<UpdateContext, T1, T2, T3, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        bot.Handlers.Command(name, handler, configure);
        return bot;
    }

    private static BotHandlers Add(
        BotHandlers handlers,
        string name,
        Delegate handler,
        Type[] types,
        Func<UpdateContext, IReadOnlyList<object?>, Task> run,
        Action<HandlerOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        ArgumentNullException.ThrowIfNull(handler);
        var parameters = CommandParameters.Of(handler.Method, types);
        return handlers.Command(name, HandleAsync, options =>
        {
            options.ApplyAttributes(handler.Method);
            configure?.Invoke(options);
        });

        Task HandleAsync(UpdateContext context)
        {
            var read = parameters.Read(context);
            return read.Fault is null
                ? run(context, read.Values)
                : context.ReplyAsync($"{read.Fault}\n{parameters.Usage(context)}");
        }
    }
}
