using System.Buffers;
using System.Text.Json;

namespace TelegramBotStack.Inbox;

/// <summary>What is in a segment: a JSON array of updates, each as Telegram sent it.</summary>
internal static class SegmentContent
{
    public static byte[] Write(IEnumerable<JsonElement> updates)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var update in updates)
        {
            update.WriteTo(json);
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">It is no such array.</exception>
    public static IEnumerable<JsonElement> Read(byte[] content)
    {
        var updates = JsonElement.Parse(content);
        return updates.ValueKind == JsonValueKind.Array ? updates.EnumerateArray() : throw new JsonException("A segment is no array.");
    }
}
