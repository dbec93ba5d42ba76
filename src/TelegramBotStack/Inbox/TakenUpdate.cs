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

    /// <exception cref="JsonException">The client library cannot read it.</exception>
    public static TakenUpdate Parse(JsonElement json)
        => new(json.Deserialize(Type) ?? throw new JsonException("An update is null."), json);
}
