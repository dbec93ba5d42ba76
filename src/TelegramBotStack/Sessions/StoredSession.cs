using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Sessions;

/// <summary>A session as it is kept. One type for all, so that only what the bot's own sessions hold has to be named to the storage.</summary>
/// <param name="Value">What it holds.</param>
/// <param name="Update">The update whose handler wrote it.</param>
internal sealed record StoredSession(JsonElement Value, int Update)
{
    public static StoredSession Of(ReadOnlyMemory<byte> json, int update)
    {
        using var document = JsonDocument.Parse(json);
        return new StoredSession(document.RootElement.Clone(), update);
    }

    public T Read<T>(StorageJson json)
        where T : class, new()
        => json.Deserialize<T>(Encoding.UTF8.GetBytes(Value.GetRawText())) ?? new T();
}

/// <summary>A session that a handler has asked for.</summary>
internal interface ISession
{
    string Name { get; }

    /// <summary>Adds what is to be written, if anything.</summary>
    bool AddTo(StorageBatch batch, int update);
}

[JsonSerializable(typeof(StoredSession))]
internal sealed partial class SessionJson : JsonSerializerContext;
