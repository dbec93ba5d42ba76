using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace TelegramBotStack.Storage.Files;

/// <summary>
/// A value with its key, as it is in a file: <c>{ "key": …, "version": …, "expires": …, "value": … }</c>. The key is
/// inside since long ones are not in the name. Without a value it is a deletion, in a <see cref="BatchJournal"/>.
/// </summary>
internal sealed record FileEntry(string Key, long Version, DateTimeOffset? ExpiresAt, ReadOnlyMemory<byte>? Value)
{
    // Deeper than any value can be, with the object around it.
    private const int MaximumDepth = 1024;
    private static readonly JsonWriterOptions Indented = new() { Indented = true, MaxDepth = MaximumDepth };
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = MaximumDepth };
    private static readonly JsonDocumentOptions DeepDocument = new() { MaxDepth = MaximumDepth };

    public static FileEntry Of(StorageChange change)
        => new(change.Key, StorageEntry.NewVersion(), change.ExpiresAt, change.Json);

    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

    public StorageEntry? ToStorageEntry() => Value is { } value ? new StorageEntry(value, Version, ExpiresAt) : null;

    public ReadOnlyMemory<byte> ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (Value?.Length ?? 0));
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            Write(writer);
        }

        return buffer.WrittenMemory;
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("key"u8, Key);
        writer.WriteNumber("version"u8, Version);
        if (ExpiresAt is { } expiresAt)
        {
            writer.WriteString("expires"u8, expiresAt.UtcDateTime);
        }

        if (Value is { } value)
        {
            // Through a document, so that people find it indented.
            using var document = JsonDocument.Parse(value, DeepDocument);
            writer.WritePropertyName("value"u8);
            document.RootElement.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <exception cref="JsonException">It is no such file, or a part of one.</exception>
    public static FileEntry Parse(ReadOnlyMemory<byte> content)
    {
        // Editors of people who mend a file by hand may put it there.
        content = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
        var reader = new Utf8JsonReader(content.Span, Deep);
        reader.Read();
        var entry = Read(ref reader, content);
        if (entry.Value is null || reader.Read())
        {
            throw new JsonException("The file has no value, or something behind it.");
        }

        return entry.Version != 0 ? entry : entry with { Version = VersionOf(content.Span) };
    }

    /// <param name="reader">Stands at the beginning of the object; is moved to its end.</param>
    /// <param name="content">What the reader reads.</param>
    /// <exception cref="JsonException">It is no such object.</exception>
    public static FileEntry Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> content)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("An entry is an object.");
        }

        var entry = new FileEntry("", 0, null, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            entry = ReadProperty(ref reader, content, entry);
        }

        return entry.Key.Length > 0 ? entry : throw new JsonException("The entry has no key.");
    }

    private static FileEntry ReadProperty(ref Utf8JsonReader reader, ReadOnlyMemory<byte> content, FileEntry entry)
    {
        var name = reader.GetString();
        reader.Read();
        switch (name)
        {
            case "key" when reader.TokenType == JsonTokenType.String:
                return entry with { Key = reader.GetString()! };
            case "version" when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var version):
                return entry with { Version = version };
            case "expires" when reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var expiresAt):
                return entry with { ExpiresAt = expiresAt };
            case "value":
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                return entry with { Value = content[start..(int)reader.BytesConsumed] };
            case "key" or "version" or "expires":
                throw new JsonException($"'{name}' is malformed.");
            default:
                reader.Skip();
                return entry;
        }
    }

    /// <summary>For a file that an older version of the stack, or a person, has written.</summary>
    private static long VersionOf(ReadOnlySpan<byte> content)
        => (BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(content)) & long.MaxValue) | 1;
}
