using System.Text.Json.Serialization;
using Telegram.Bot.Types.Enums;

namespace TelegramBotStack;

/// <summary>What a broadcast sends to everybody.</summary>
public sealed record BroadcastMessage
{
    [JsonConstructor]
    internal BroadcastMessage(string? text, ParseMode parseMode, long? fromChatId, int? messageId)
    {
        Text = text;
        ParseMode = parseMode;
        FromChatId = fromChatId;
        MessageId = messageId;
    }

    /// <summary>The text; null for a copy.</summary>
    public string? Text { get; }

    /// <summary>How formatting is written in the text.</summary>
    public ParseMode ParseMode { get; }

    /// <summary>The chat of the message that is copied; null for a text.</summary>
    public long? FromChatId { get; }

    /// <summary>The message that is copied; null for a text.</summary>
    public int? MessageId { get; }

    /// <summary>A text.</summary>
    /// <param name="text">What fits into one message: up to 4,096 characters, not blank.</param>
    /// <param name="parseMode">How formatting is written. Default: not at all.</param>
    /// <exception cref="ArgumentException">The text is blank or too long.</exception>
    public static BroadcastMessage OfText(string text, ParseMode parseMode = ParseMode.None)
        => MessageText.Split(text, parseMode).Count == 1
            ? new BroadcastMessage(text, parseMode, null, null)
            : throw new ArgumentException("A broadcast is one message: its text must not be blank or longer than 4,096 characters.", nameof(text));

    /// <summary>A copy of a message with whatever is in it (Bot API: copyMessage), such as one that an administrator has sent to the bot.</summary>
    /// <param name="chatId">The chat it is in.</param>
    /// <param name="messageId">The message.</param>
    public static BroadcastMessage CopyOf(long chatId, int messageId) => new(null, ParseMode.None, chatId, messageId);
}
