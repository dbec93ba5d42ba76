using System.Text.Json;

namespace TelegramBotStack.Simulator.BotApi.Methods;

/// <summary>Which message a new one answers: reply_parameters, or the older reply_to_message_id.</summary>
internal static class ReplyParameters
{
    public static int? Read(ApiArguments arguments, SimulatedChat chat)
    {
        var (messageId, mayBeMissing) = Parse(arguments);
        if (messageId == 0)
        {
            return null;
        }

        if (chat.Find(messageId) is not null)
        {
            return messageId;
        }

        return mayBeMissing ? null : throw ApiException.BadRequest("message to be replied not found");
    }

    private static (int MessageId, bool MayBeMissing) Parse(ApiArguments arguments)
    {
        var json = arguments["reply_parameters"];
        if (json.Length == 0)
        {
            return (arguments.Integer("reply_to_message_id"), arguments.Flag("allow_sending_without_reply"));
        }

        try
        {
            var parameters = JsonElement.Parse(json);
            if (parameters.ValueKind != JsonValueKind.Object)
            {
                throw ApiException.BadRequest("expected an Object as reply parameters");
            }

            var messageId = parameters.TryGetProperty("message_id", out var id) && id.TryGetInt32(out var number) ? number : 0;
            var mayBeMissing = parameters.TryGetProperty("allow_sending_without_reply", out var flag)
                && flag.ValueKind == JsonValueKind.True;
            return (messageId, mayBeMissing);
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest("can't parse reply parameters JSON object");
        }
    }
}
