using Microsoft.AspNetCore.Http.Features;
using Telegram.Bot;
using Telegram.Bot.Requests;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Handlers;

namespace TelegramBotStack;

/// <summary>One update and everything a handler needs to answer it.</summary>
public sealed class UpdateContext
{
    private FeatureCollection? _features;

    internal UpdateContext(
        Update update,
        bool isRedelivery,
        ITelegramBotClient bot,
        User me,
        IStorage storage,
        IServiceProvider services,
        CancellationToken cancellationToken)
    {
        Update = update;
        IsRedelivery = isRedelivery;
        Bot = bot;
        Me = me;
        Storage = storage;
        Services = services;
        CancellationToken = cancellationToken;
        (Chat, User) = UpdateOrigin.Of(update);
        Text = update.Message?.Text;
        Addressed = CommandText.Parse(Text);
    }

    /// <summary>The update as Telegram sent it.</summary>
    public Update Update { get; }

    /// <summary>
    /// True when a handler had begun with this update before, and the process ended before it was done. What the
    /// handler does may then already have been done.
    /// </summary>
    public bool IsRedelivery { get; }

    /// <summary>The client for the Bot API.</summary>
    public ITelegramBotClient Bot { get; }

    /// <summary>The bot's own account.</summary>
    public User Me { get; }

    /// <summary>The chat the update belongs to; null when it belongs to none, as an inline query.</summary>
    public Chat? Chat { get; }

    /// <summary>Who caused the update; null when Telegram does not tell, as in a channel.</summary>
    public User? User { get; }

    /// <summary>Text of the message, with the command if there is one; null for anything but a text message.</summary>
    public string? Text { get; }

    /// <summary>Name of the command, in lower case and without slash and bot name; null when the text is none.</summary>
    public string? Command => Addressed?.Name;

    /// <summary>What follows the command, without white space around it; empty when nothing does.</summary>
    public string ArgumentText => Addressed?.Arguments ?? "";

    /// <summary>The words that follow the command.</summary>
    public IReadOnlyList<string> Arguments
        => ArgumentText.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What the bot remembers.</summary>
    public IStorage Storage { get; }

    /// <summary>Services in a scope of this update.</summary>
    public IServiceProvider Services { get; }

    /// <summary>
    /// Cancelled when the instance has to end and the handler has used up the time for that. An update whose handler
    /// ends by it counts as not handled and is delivered again.
    /// </summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>What middleware has found out about this update, for what comes after it; see <see cref="IFeatureCollection"/>.</summary>
    public IFeatureCollection Features => _features ??= new FeatureCollection();

    /// <summary>Name of the handler it has come to; null before.</summary>
    internal string? Handler { get; set; }

    internal CommandText? Addressed { get; }

    /// <summary>Sends a text to the chat of this update, in several messages if it is longer than 4,096 characters.</summary>
    /// <param name="text">The text. One that is blank is refused by Telegram.</param>
    /// <param name="replyMarkup">Keyboard. Default: none.</param>
    /// <param name="parseMode">How formatting is written. Default: not at all.</param>
    /// <returns>The message that was sent, of several the last.</returns>
    /// <exception cref="InvalidOperationException">The update belongs to no chat.</exception>
    /// <exception cref="Telegram.Bot.Exceptions.RequestException">Telegram refuses it or cannot be reached.</exception>
    public Task<Message> ReplyAsync(string text, ReplyMarkup? replyMarkup = null, ParseMode parseMode = ParseMode.None)
    {
        var chat = Chat ?? throw new InvalidOperationException($"An update of type {Update.Type} belongs to no chat to reply to.");
        return text?.Length > MessageText.Limit
            ? ReplyInPartsAsync(chat, text, replyMarkup, parseMode)
            : Bot.SendRequest(new SendMessageRequest { ChatId = chat, Text = text!, ParseMode = parseMode, ReplyMarkup = replyMarkup }, CancellationToken);
    }

    private async Task<Message> ReplyInPartsAsync(Chat chat, string text, ReplyMarkup? replyMarkup, ParseMode parseMode)
    {
        var messages = await Bot.SendText(chat, text, parseMode, replyMarkup, CancellationToken).ConfigureAwait(false);
        return messages[^1];
    }
}
