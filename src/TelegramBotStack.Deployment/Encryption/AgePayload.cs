using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Deployment.Encryption;

/// <summary>
/// The chunks an encrypted file's content is in: each sealed with its number, the last one marked, so that chunks can
/// neither be moved nor be cut off (STREAM of age-encryption.org/v1).
/// </summary>
internal sealed class AgePayload(byte[] fileKey, byte[] salt)
{
    public const int SaltLength = 16;
    public const int ChunkLength = 64 * 1024;
    public const int SealedLength = ChunkLength + AgeCipher.TagLength;

    private static readonly byte[] Info = Encoding.ASCII.GetBytes("payload");
    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, AgeCipher.KeyLength, salt, Info);
    private readonly byte[] nonce = new byte[AgeCipher.NonceLength];
    private ulong counter;

    public byte[] Seal(ReadOnlySpan<byte> chunk, bool isLast) => AgeCipher.Seal(key, Next(isLast), chunk);

    public byte[] Open(ReadOnlySpan<byte> chunk, bool isLast)
    {
        if (chunk.Length < AgeCipher.TagLength)
        {
            throw new AgeException("It is cut off.");
        }

        var plain = AgeCipher.Open(key, Next(isLast), chunk)
            ?? throw new AgeException(isLast ? "It is cut off, or its end is damaged." : "It is damaged.");
        return plain.Length == 0 && counter > 1 ? throw new AgeException("It is damaged.") : plain;
    }

    private byte[] Next(bool isLast)
    {
        // Eleven bytes count, the twelfth says whether it is the last; the counter's upper three bytes are never reached.
        BinaryPrimitives.WriteUInt64BigEndian(nonce.AsSpan(3, 8), counter++);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
