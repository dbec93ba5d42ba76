using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Telegram.Bot.Types;
using TelegramBotStack.Api;

namespace TelegramBotStack.Inbox;

/// <summary>An update as it was read, and as Telegram sent it, which is what is kept on disk.</summary>
internal sealed record TakenUpdate(Update Update, JsonElement Json)
{
    private static readonly JsonTypeInfo<Update> Type = TelegramJson.TypeOf<Update>();

    public static int IdOf(JsonElement json) => json.GetProperty("update_id").GetInt32();

    /// <returns>Its id, and the update or why the client library cannot read it.</returns>
    public static (int Id, TakenUpdate? Taken, JsonException? Error) Parse(JsonElement json)
    {
        try
        {
            var update = json.Deserialize(Type) ?? throw new JsonException("An update is null.");
            return (update.Id, new TakenUpdate(update, json), null);
        }
        catch (JsonException exception)
        {
            return (IdOf(json), null, exception);
        }
    }
}
