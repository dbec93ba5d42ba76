using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TelegramBotStack.Deployment.Keys;

/// <summary>
/// The function that makes a key of a passphrase for OpenSSH's private keys (bcrypt_pbkdf(3) of OpenBSD): PBKDF2 with
/// bcrypt in the place of HMAC, and its output spread over the key.
/// </summary>
internal static class BcryptPbkdf
{
    private const int HashSize = 32;
    private const int Cost = 64;

    public static byte[] Derive(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, int rounds, int size)
    {
        var password = SHA512.HashData(passphrase);
        var blocks = (size + HashSize - 1) / HashSize;
        var key = new byte[size];
        Span<byte> number = stackalloc byte[4];
        for (var block = 0; block < blocks; block++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(number, (uint)block + 1);
            var step = Hash(password, SHA512.HashData([.. salt, .. number]));
            var result = (byte[])step.Clone();
            for (var round = 1; round < rounds; round++)
            {
                step = Hash(password, SHA512.HashData(step));
                for (var i = 0; i < HashSize; i++)
                {
                    result[i] ^= step[i];
                }
            }

            for (var i = 0; i < HashSize && (i * blocks) + block < size; i++)
            {
                key[(i * blocks) + block] = result[i];
            }
        }

        return key;
    }

    private static byte[] Hash(byte[] password, byte[] salt)
    {
        var cipher = new Blowfish();
        cipher.Expand(password, salt);
        for (var i = 0; i < Cost; i++)
        {
            cipher.Expand(salt, []);
            cipher.Expand(password, []);
        }

        var text = "OxychromaticBlowfishSwatDynamite"u8;
        var hash = new byte[HashSize];
        var at = 0;
        for (var i = 0; i < HashSize; i += 8)
        {
            var left = Blowfish.NextWord(text, ref at);
            var right = Blowfish.NextWord(text, ref at);
            for (var round = 0; round < Cost; round++)
            {
                cipher.Encrypt(ref left, ref right);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(i), left);
            BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(i + 4), right);
        }

        return hash;
    }
}
