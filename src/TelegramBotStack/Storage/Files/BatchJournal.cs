using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace TelegramBotStack.Storage.Files;

/// <summary>
/// What batches are about to write, in a durable file each until it is written. One that is left over is of a process
/// that died; whoever writes next finishes it first.
/// </summary>
internal sealed class BatchJournal(string directory, string scratch)
{
    private const string Extension = ".json";
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 1024 };

    private readonly ConcurrentDictionary<string, bool> _own = new(StringComparer.Ordinal);

    /// <returns>The path of the batch, for <see cref="End"/>.</returns>
    public async Task<string> BeginAsync(IReadOnlyList<FileEntry> entries)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, Guid.NewGuid().ToString("N") + Extension);
        _own[path] = true;
        try
        {
            await AtomicFile.WriteDurablyAsync(path, ToBytes(entries), CancellationToken.None, scratch).ConfigureAwait(false);
            return path;
        }
        catch
        {
            _own.TryRemove(path, out _);
            throw;
        }
    }

    public void End(string path)
    {
        File.Delete(path);
        _own.TryRemove(path, out _);
    }

    /// <summary>Another process, or another opening of the storage, is to finish it.</summary>
    public void Abandon(string path) => _own.TryRemove(path, out _);

    /// <summary>Batches that others have begun, and may be writing.</summary>
    public IReadOnlyList<string> OfOthers()
        => Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory, "*" + Extension).Where(path => !_own.ContainsKey(path))]
            : [];

    /// <returns>The batch; null when it has been finished meanwhile.</returns>
    /// <exception cref="JsonException">The file was damaged.</exception>
    public static async Task<IReadOnlyList<FileEntry>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return Parse(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static List<FileEntry> Parse(ReadOnlyMemory<byte> content)
    {
        var reader = new Utf8JsonReader(content.Span, Deep);
        var entries = new List<FileEntry>();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A batch is an array.");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            entries.Add(FileEntry.Read(ref reader, content));
        }

        return entries;
    }

    private static ReadOnlyMemory<byte> ToBytes(IReadOnlyList<FileEntry> entries)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = 1024 }))
        {
            writer.WriteStartArray();
            foreach (var entry in entries)
            {
                entry.Write(writer);
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }
}
