using System.Text;
using System.Text.Json;

namespace TelegramBotStack.Simulator.BotApi.Methods;

/// <summary>Checks reply_markup and reads the inline buttons out of it.</summary>
internal sealed record ReplyMarkup(JsonElement? Json, IReadOnlyList<IReadOnlyList<MessageButton>> Buttons)
{
    private const int MaximumButtons = 100;
    private const int MaximumDataBytes = 64;
    private static readonly ReplyMarkup None = new(null, []);

    public static ReplyMarkup Read(string json)
    {
        if (json.Length == 0)
        {
            return None;
        }

        var markup = Parse(json);
        if (markup.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.BadRequest("object expected as reply markup");
        }

        if (!markup.TryGetProperty("inline_keyboard", out var rows))
        {
            return new ReplyMarkup(markup, []);
        }

        if (rows.ValueKind != JsonValueKind.Array || rows.EnumerateArray().Any(row => row.ValueKind != JsonValueKind.Array))
        {
            throw ApiException.BadRequest("field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays");
        }

        var buttons = rows.EnumerateArray()
            .Where(row => row.GetArrayLength() > 0)
            .Select(IReadOnlyList<MessageButton> (row) => [.. row.EnumerateArray().Select(Button)])
            .ToArray();
        if (buttons.Sum(row => row.Count) > MaximumButtons)
        {
            throw ApiException.BadRequest("REPLY_MARKUP_TOO_LONG");
        }

        return buttons.Length == 0 ? None : new ReplyMarkup(markup, buttons);
    }

    public static bool AreSame(JsonElement? one, JsonElement? other)
        => one is { } first && other is { } second ? JsonElement.DeepEquals(first, second) : one is null && other is null;

    private static MessageButton Button(JsonElement button)
    {
        var text = Text(button, "text");
        string? data = Text(button, "callback_data"), url = Text(button, "url");
        if (string.IsNullOrEmpty(text))
        {
            throw ApiException.BadRequest("can't parse inline keyboard button: inline keyboard button text must be non-empty");
        }

        if (button.EnumerateObject().Count() < 2)
        {
            throw ApiException.BadRequest(
                "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
        }

        if (data is not null && Encoding.UTF8.GetByteCount(data) is 0 or > MaximumDataBytes)
        {
            throw ApiException.BadRequest("BUTTON_DATA_INVALID");
        }

        return new MessageButton(text, data, url);
    }

    private static string? Text(JsonElement button, string name)
        => button.ValueKind == JsonValueKind.Object && button.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonElement Parse(string json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest("can't parse reply keyboard markup JSON object");
        }
    }
}
