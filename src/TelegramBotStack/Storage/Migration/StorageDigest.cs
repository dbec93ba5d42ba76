using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TelegramBotStack.Storage.Migration;

/// <summary>How many values a storage has, and a hash of all of them: alike in two storages that hold the same.</summary>
/// <param name="Values">How many.</param>
/// <param name="Hash">SHA-256 of keys, values and expiries, in hexadecimal digits.</param>
internal sealed record StorageDigest(long Values, string Hash)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    /// <param name="backend">The storage.</param>
    /// <param name="lasting">Values that are gone before this moment are left out: they may go while they are counted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<StorageDigest> OfAsync(IStorageBackend backend, DateTimeOffset lasting, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var values = 0L;
        await foreach (var key in backend.ListAsync("", null, cancellationToken).ConfigureAwait(false))
        {
            if (await backend.ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } entry && !entry.IsExpired(lasting))
            {
                Append(hash, Encoding.UTF8.GetBytes(key));
                Append(hash, Canonical(entry.Json).Span);
                Append(hash, BitConverter.GetBytes(entry.ExpiresAt?.ToUnixTimeMilliseconds() ?? 0));
                values++;
            }
        }

        return new StorageDigest(values, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Storages may indent a value; what it says is the same.</summary>
    public static ReadOnlyMemory<byte> Canonical(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        var buffer = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = 1024 }))
        {
            document.RootElement.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        // With the length, so that no other parts make the same bytes.
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
