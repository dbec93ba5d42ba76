using System.Text.Json;

namespace TelegramBotStack.Simulator.Playground;

/// <summary>A message as the page shows it; a file's content is fetched by its id.</summary>
internal sealed record MessageView(
    int MessageId,
    long ChatId,
    long FromId,
    bool IsFromBot,
    string Text,
    DateTimeOffset SentAt,
    DateTimeOffset? EditedAt,
    int? ReplyToMessageId,
    IReadOnlyList<TextEntity> Entities,
    JsonElement? ReplyMarkup,
    FileView? File)
{
    public static MessageView Of(ChatMessage message) => new(
        message.MessageId,
        message.ChatId,
        message.FromId,
        message.IsFromBot,
        message.Text,
        message.SentAt,
        message.EditedAt,
        message.ReplyToMessageId,
        message.Entities,
        message.ReplyMarkup,
        message.File is { } file ? new FileView(file.FileId, file.Name, file.Content.Length, file.IsPhoto) : null);
}

internal sealed record FileView(string Id, string Name, int Size, bool IsPhoto);
