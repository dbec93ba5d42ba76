using TelegramBotStack.Commands;

namespace TelegramBotStack;

/// <summary>Commands that users find: <c>/help</c> and Telegram's menu.</summary>
public static class CommandMenuExtensions
{
    /// <summary>
    /// Brings <c>/help</c>, and puts the commands that have a description into Telegram's menu: for everybody those that
    /// everybody may use, in each of the bot's languages, and in the chats of those who have a role theirs as well. Telegram
    /// is only told what has changed since it was last told.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    public static BotApplicationBuilder UseCommandMenu(this BotApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddModule(new CommandMenuModule());
    }

    /// <summary>Describes a command by the key of a text, so that <c>/help</c> and the menu are in the user's language.</summary>
    /// <param name="options">The command's options.</param>
    /// <param name="key">Name of a text of 1 to 256 characters.</param>
    public static HandlerOptions DescribeLocalized(this HandlerOptions options, string key)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(key);
        options.Metadata.Add(new DescriptionKey(key));
        return options;
    }
}
