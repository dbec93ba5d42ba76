using System.Text;
using System.Text.Json;
using TelegramBotStack.Simulator.BotApi.Json;
using TelegramBotStack.Simulator.BotApi.Text;
using TelegramBotStack.Simulator.Chats;

namespace TelegramBotStack.Simulator.BotApi.Methods;

/// <summary>Reads text, parse_mode and entities of a message the bot sends.</summary>
internal static class MessageText
{
    private const int MaximumBytes = 32_768;
    private const int MaximumLength = 4_096;
    private const int MaximumCaption = 1_024;

    public static (string Text, IReadOnlyList<TextEntity> Entities) Read(ApiArguments arguments)
    {
        var text = arguments["text"];
        if (text.Length == 0)
        {
            throw ApiException.BadRequest("message text is empty");
        }

        if (Encoding.UTF8.GetByteCount(text) > MaximumBytes)
        {
            throw ApiException.BadRequest("text is too long");
        }

        var (plain, entities) = Format(text, arguments, "entities");
        plain = plain.TrimEnd();
        if (string.IsNullOrWhiteSpace(plain))
        {
            throw ApiException.BadRequest("text must be non-empty");
        }

        return plain.Length > MaximumLength
            ? throw ApiException.BadRequest("message is too long")
            : WithFound(plain, entities);
    }

    /// <summary>Reads caption, parse_mode and caption_entities of a file the bot sends.</summary>
    public static (string Text, IReadOnlyList<TextEntity> Entities) ReadCaption(ApiArguments arguments)
    {
        var (plain, entities) = Format(arguments["caption"], arguments, "caption_entities");
        plain = plain.TrimEnd();
        return plain.Length > MaximumCaption
            ? throw ApiException.BadRequest("message caption is too long")
            : WithFound(plain, entities);
    }

    private static (string Text, IReadOnlyList<TextEntity> Entities) WithFound(string plain, List<TextEntity> entities)
    {
        var found = EntityDetection.Find(plain)
            .Where(entity => !entities.Exists(given => entity.Offset < given.Offset + given.Length && given.Offset < entity.Offset + entity.Length));
        return (plain, [.. entities.Where(entity => entity.Offset < plain.Length).Concat(found).OrderBy(entity => entity.Offset)]);
    }

    private static (string Text, List<TextEntity> Entities) Format(string text, ApiArguments arguments, string given)
        => arguments["parse_mode"].ToUpperInvariant() switch
        {
            "" => (text, Given(arguments[given])),
            "HTML" => Parsed(HtmlText.Parse(text)),
            "MARKDOWNV2" => Parsed(MarkdownV2Text.Parse(text)),
            "MARKDOWN" => Parsed(MarkdownText.Parse(text)),
            _ => throw ApiException.BadRequest("unsupported parse_mode"),
        };

    private static (string Text, List<TextEntity> Entities) Parsed(FormattedText text) => (text.Text, text.Entities);

    private static List<TextEntity> Given(string json)
    {
        if (json.Length == 0)
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize(json, ApiJson.Default.ListTextEntity) ?? [];
        }
        catch (JsonException)
        {
            // The server sends the text without entities it cannot read.
            return [];
        }
    }
}
