using Telegram.Bot.Types.Enums;
using TelegramBotStack.Arguments;

namespace TelegramBotStack;

/// <summary>Links that open the bot and tell it something: <c>https://t.me/the_bot?start=…</c>.</summary>
public static class DeepLinkExtensions
{
    /// <summary>
    /// Handles <c>/start name</c>, <c>/start name_payload</c> and what <see cref="DeepLink(UpdateContext, string, string)"/>
    /// made, in place of the handler of <c>/start</c>. Middleware passes before it, as before every handler.
    /// </summary>
    /// <param name="handlers">The bot's handlers.</param>
    /// <param name="name">1 to 32 letters and digits.</param>
    /// <param name="handler">Gets what follows the name; empty when nothing does. Anyone can write a link: check it.</param>
    /// <param name="configure">Says more about the handler. Default: nothing.</param>
    /// <exception cref="ArgumentException">The name is malformed or has a handler.</exception>
    public static BotHandlers DeepLink(
        this BotHandlers handlers, string name, Func<UpdateContext, string, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        ArgumentNullException.ThrowIfNull(handler);
        var (_, composed) = HandlerOptions.Apply(
            $"link {name}",
            context => handler(context, context.Features.Get<OpenedLink>()!.Payload),
            options =>
            {
                options.ApplyAttributes(handler.Method);
                configure?.Invoke(options);
            });
        handlers.DeepLinks.Add(name, (context, payload) =>
        {
            context.Features.Set(new OpenedLink(payload));
            return composed(context);
        });
        return handlers.Receive(UpdateType.Message);
    }

    /// <inheritdoc cref="DeepLink(BotHandlers, string, Func{UpdateContext, string, Task}, Action{HandlerOptions})"/>
    public static BotApplication DeepLink(
        this BotApplication bot, string name, Func<UpdateContext, string, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        bot.Handlers.DeepLink(name, handler, configure);
        return bot;
    }

    /// <summary>Makes a link that opens this bot and brings a payload along.</summary>
    /// <param name="context">The update that is being answered.</param>
    /// <param name="name">The handler of the link.</param>
    /// <param name="payload">Any text; up to about 45 bytes of UTF-8 fit. Default: none.</param>
    /// <exception cref="ArgumentException">The name is malformed, or the link would be longer than Telegram takes.</exception>
    public static Uri DeepLink(this UpdateContext context, string name, string payload = "")
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(payload);
        return new Uri($"https://t.me/{context.Me.Username}?start={DeepLinkRoutes.Write(name, payload)}");
    }

    private sealed record OpenedLink(string Payload);
}
