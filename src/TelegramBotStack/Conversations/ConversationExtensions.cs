using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Conversations;

namespace TelegramBotStack;

/// <summary>Conversations: code that asks and waits, and outlives restarts; see <see cref="TelegramBotStack.Conversation"/>.</summary>
public static class ConversationExtensions
{
    /// <summary>
    /// Lets the bot have conversations. What a user writes then goes to the conversation they are in, before all handlers but
    /// those of commands. Brings <c>/cancel</c> along, which ends it.
    /// </summary>
    /// <param name="builder">The bot.</param>
    public static BotApplicationBuilder UseConversations(this BotApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddModule(new ConversationModule());
    }

    /// <summary>Adds a conversation.</summary>
    /// <param name="handlers">The bot's handlers.</param>
    /// <param name="name">Its name for <see cref="EnterAsync"/>; one under way is found by it after a restart.</param>
    /// <param name="code">What is said. It runs again from its beginning whenever the user answers: see <see cref="TelegramBotStack.Conversation"/>.</param>
    /// <param name="configure">Says more about it. Default: nothing.</param>
    /// <exception cref="ArgumentException">There is one of that name, or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The bot was built without <see cref="UseConversations"/>.</exception>
    public static BotHandlers Conversation(
        this BotHandlers handlers, string name, Func<Conversation, Task> code, Action<ConversationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(code);
        var definitions = handlers.Conversations
            ?? throw new InvalidOperationException("Conversations need builder.UseConversations() before the bot is built.");
        var options = new ConversationOptions();
        configure?.Invoke(options);
        options.Check();
        definitions.Add(new ConversationDefinition(name, code, options));
        return handlers;
    }

    /// <inheritdoc cref="Conversation(BotHandlers, string, Func{Conversation, Task}, Action{ConversationOptions})"/>
    public static BotApplication Conversation(
        this BotApplication bot, string name, Func<Conversation, Task> code, Action<ConversationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        bot.Handlers.Conversation(name, code, configure);
        return bot;
    }

    /// <summary>
    /// Begins a conversation with the user of this update in its chat, in the place of one that may be under way, and returns
    /// when it waits for the user. Once for an update, also when that is delivered again.
    /// </summary>
    /// <param name="context">The update.</param>
    /// <param name="name">The conversation.</param>
    /// <param name="argument">For <see cref="TelegramBotStack.Conversation.Argument"/>. Default: empty.</param>
    /// <exception cref="ArgumentException">There is no such conversation.</exception>
    /// <exception cref="InvalidOperationException">The update has no user or no chat, or the bot was built without <see cref="UseConversations"/>.</exception>
    public static Task EnterAsync(this UpdateContext context, string name, string argument = "")
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(argument);
        return context.Services.GetRequiredService<ConversationHost>().EnterAsync(context, name, argument);
    }

    /// <summary>Ends the conversation that the user of this update is in, without a word.</summary>
    /// <param name="context">The update.</param>
    /// <returns>False when there is none.</returns>
    public static Task<bool> LeaveAsync(this UpdateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Services.GetRequiredService<ConversationHost>().LeaveAsync(context);
    }
}
