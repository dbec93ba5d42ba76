using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TelegramBotStack.Inbox;

/// <summary>What is in a segment: a JSON array of updates, each as Telegram sent it.</summary>
internal static class SegmentContent
{
    // A batch of a hundred short messages.
    private const int FirstSize = 64 * 1024;

    public static byte[] Write(IEnumerable<JsonElement> updates)
    {
        var buffer = new ArrayBufferWriter<byte>(FirstSize);
        var before = "["u8;
        foreach (var update in updates)
        {
            buffer.Write(before);
            buffer.Write(JsonMarshal.GetRawUtf8Value(update));
            before = ","u8;
        }

        buffer.Write(buffer.WrittenCount == 0 ? "[]"u8 : "]"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">It is no such array.</exception>
    public static IEnumerable<JsonElement> Read(byte[] content)
    {
        var updates = JsonElement.Parse(content);
        return updates.ValueKind == JsonValueKind.Array ? updates.EnumerateArray() : throw new JsonException("A segment is no array.");
    }
}
