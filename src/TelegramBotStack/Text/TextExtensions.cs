using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace TelegramBotStack;

/// <summary>Sends texts of any length, and texts with values in them.</summary>
public static class TextExtensions
{
    /// <summary>Sends a text of any length, in as many messages as it needs; see <see cref="MessageText.Split"/>.</summary>
    /// <param name="bot">The client.</param>
    /// <param name="chat">Where to.</param>
    /// <param name="text">The text, not blank.</param>
    /// <param name="parseMode">How formatting is written. Default: not at all.</param>
    /// <param name="replyMarkup">Keyboard under the last message. Default: none.</param>
    /// <param name="cancellationToken">Ends it; some of the messages may then be sent.</param>
    /// <returns>The messages that were sent, in order.</returns>
    /// <exception cref="ArgumentException">The text is blank.</exception>
    /// <exception cref="Telegram.Bot.Exceptions.RequestException">Telegram refuses it or cannot be reached.</exception>
    public static async Task<IReadOnlyList<Message>> SendText(
        this ITelegramBotClient bot,
        ChatId chat,
        string text,
        ParseMode parseMode = ParseMode.None,
        ReplyMarkup? replyMarkup = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var parts = MessageText.Split(text, parseMode);
        var messages = new List<Message>(parts.Count);
        for (var index = 0; index < parts.Count; index++)
        {
            var markup = index == parts.Count - 1 ? replyMarkup : null;
            messages.Add(await bot.SendMessage(chat, parts[index], parseMode, replyMarkup: markup, cancellationToken: cancellationToken)
                .ConfigureAwait(false));
        }

        return messages;
    }

    /// <summary>Sends HTML to the chat of this update; what is put into it is escaped.</summary>
    /// <param name="context">The update.</param>
    /// <param name="html">An interpolated string, for example <c>$"&lt;b&gt;{name}&lt;/b&gt;"</c>. As long as it needs to be.</param>
    /// <param name="replyMarkup">Keyboard. Default: none.</param>
    /// <returns>The last message that was sent.</returns>
    /// <exception cref="InvalidOperationException">The update belongs to no chat.</exception>
    /// <exception cref="Telegram.Bot.Exceptions.RequestException">Telegram refuses it or cannot be reached.</exception>
    public static Task<Message> ReplyHtmlAsync(this UpdateContext context, HtmlFormat html, ReplyMarkup? replyMarkup = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.ReplyAsync(html.ToString(), replyMarkup, ParseMode.Html);
    }

    /// <summary>Sends MarkdownV2 to the chat of this update; what is put into it is escaped.</summary>
    /// <param name="context">The update.</param>
    /// <param name="markdown">An interpolated string, for example <c>$"*{name}*"</c>. As long as it needs to be.</param>
    /// <param name="replyMarkup">Keyboard. Default: none.</param>
    /// <returns>The last message that was sent.</returns>
    /// <exception cref="InvalidOperationException">The update belongs to no chat.</exception>
    /// <exception cref="Telegram.Bot.Exceptions.RequestException">Telegram refuses it or cannot be reached.</exception>
    public static Task<Message> ReplyMarkdownAsync(this UpdateContext context, MarkdownFormat markdown, ReplyMarkup? replyMarkup = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.ReplyAsync(markdown.ToString(), replyMarkup, ParseMode.MarkdownV2);
    }
}
