using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TelegramBotStack.Simulator.BotApi.Json;
using TelegramBotStack.Simulator.Updates;

namespace TelegramBotStack.Simulator.BotApi;

/// <summary>The body of an answer and its HTTP status.</summary>
internal sealed record ApiAnswer(int Status, ReadOnlyMemory<byte> Body, int? RetryAfterSeconds = null)
{
    public static ApiAnswer True(string? description = null) => Ok(true, ApiJson.Default.Boolean, description);

    public static ApiAnswer Ok<T>(T result, JsonTypeInfo<T> type, string? description = null)
        => Written(200, json =>
        {
            json.WriteBoolean("ok", true);
            json.WritePropertyName("result");
            JsonSerializer.Serialize(json, result, type);
            if (description is not null)
            {
                json.WriteString("description", description);
            }
        });

    public static ApiAnswer Updates(IReadOnlyList<QueuedUpdate> updates)
        => Written(200, json =>
        {
            json.WriteBoolean("ok", true);
            json.WriteStartArray("result");
            foreach (var update in updates)
            {
                json.WriteRawValue(update.Json, skipInputValidation: true);
            }

            json.WriteEndArray();
        });

    public static ApiAnswer Failed(ApiException error)
        => Written(error.Code, json =>
        {
            json.WriteBoolean("ok", false);
            json.WriteNumber("error_code", error.Code);
            json.WriteString("description", error.Message);
            if (error.RetryAfterSeconds is { } seconds)
            {
                json.WriteStartObject("parameters");
                json.WriteNumber("retry_after", seconds);
                json.WriteEndObject();
            }
        }) with { RetryAfterSeconds = error.RetryAfterSeconds };

    private static ApiAnswer Written(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return new ApiAnswer(status, buffer.WrittenMemory);
    }
}
