using System.Text.Json;

namespace TelegramBotStack.Simulator;

/// <summary>A message of a chat as it was when it was read; an edit makes a new one.</summary>
public sealed record ChatMessage
{
    /// <summary>Number of the message in its chat, from 1.</summary>
    public required int MessageId { get; init; }

    /// <summary>The chat it is in.</summary>
    public required long ChatId { get; init; }

    /// <summary>Its writer: a user, or the bot.</summary>
    public required long FromId { get; init; }

    /// <summary>True when the bot has written it.</summary>
    public required bool IsFromBot { get; init; }

    /// <summary>Its text without markup; with a file its caption, empty without one.</summary>
    public required string Text { get; init; }

    /// <summary>When it was sent, UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When it was last edited; null if never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>The message it answers, if it is a reply.</summary>
    public int? ReplyToMessageId { get; init; }

    /// <summary>Commands, links and formatting in the text.</summary>
    public IReadOnlyList<TextEntity> Entities { get; init; } = [];

    /// <summary>The inline buttons under the message, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<MessageButton>> Buttons { get; init; } = [];

    /// <summary>The document or photo in it; null in a text message.</summary>
    public ChatFile? File { get; init; }

    /// <summary>The reply_markup as the bot sent it; null without one.</summary>
    public JsonElement? ReplyMarkup { get; init; }

    /// <inheritdoc/>
    public override string ToString()
        => $"#{MessageId} {(IsFromBot ? "bot" : "user")}: \"{Text}\""
            + (File is null ? "" : $" ({(File.IsPhoto ? "photo" : File.Name)})")
            + (EditedAt is null ? "" : " (edited)")
            + string.Concat(Buttons.SelectMany(row => row).Select(button => $" [{button.Text}]"));
}
