using System.Runtime.InteropServices;
using System.Text.Json;

namespace TelegramBotStack.Inbox;

/// <summary>What is in a segment: a JSON array of updates, each as Telegram sent it.</summary>
internal static class SegmentContent
{
    public static byte[] Write(IReadOnlyCollection<JsonElement> updates)
    {
        if (updates.Count == 0)
        {
            return "[]"u8.ToArray();
        }

        // At its size at once: batches come by the hundred, and what is too large is memory to be freed.
        var content = GC.AllocateUninitializedArray<byte>(updates.Sum(update => JsonMarshal.GetRawUtf8Value(update).Length + 1) + 1);
        var length = 0;
        foreach (var update in updates)
        {
            content[length] = length == 0 ? (byte)'[' : (byte)',';
            length++;
            var json = JsonMarshal.GetRawUtf8Value(update);
            json.CopyTo(content.AsSpan(length));
            length += json.Length;
        }

        content[length] = (byte)']';
        return content;
    }

    /// <exception cref="JsonException">It is no such array.</exception>
    public static IEnumerable<JsonElement> Read(byte[] content)
    {
        var updates = JsonElement.Parse(content);
        return updates.ValueKind == JsonValueKind.Array ? updates.EnumerateArray() : throw new JsonException("A segment is no array.");
    }
}
