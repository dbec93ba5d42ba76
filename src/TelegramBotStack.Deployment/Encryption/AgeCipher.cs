using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;

namespace TelegramBotStack.Deployment.Encryption;

/// <summary>ChaCha20-Poly1305 (RFC 8439): the platform's own, or BouncyCastle's where there is none (Windows 10).</summary>
internal static class AgeCipher
{
    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;

    public static byte[] Seal(byte[] key, byte[] nonce, ReadOnlySpan<byte> plain)
    {
        if (!ChaCha20Poly1305.IsSupported)
        {
            return SealManaged(key, nonce, plain);
        }

        var sealedBytes = new byte[plain.Length + TagLength];
        using var cipher = new ChaCha20Poly1305(key);
        cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(..plain.Length), sealedBytes.AsSpan(plain.Length));
        return sealedBytes;
    }

    /// <summary>The plain bytes; null when the key is another or a bit has changed.</summary>
    public static byte[]? Open(byte[] key, byte[] nonce, ReadOnlySpan<byte> sealedBytes)
    {
        if (!ChaCha20Poly1305.IsSupported)
        {
            return OpenManaged(key, nonce, sealedBytes);
        }

        var plain = new byte[sealedBytes.Length - TagLength];
        using var cipher = new ChaCha20Poly1305(key);
        try
        {
            cipher.Decrypt(nonce, sealedBytes[..plain.Length], sealedBytes[plain.Length..], plain);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    internal static byte[] SealManaged(byte[] key, byte[] nonce, ReadOnlySpan<byte> plain) =>
        Process(forEncryption: true, key, nonce, plain);

    internal static byte[]? OpenManaged(byte[] key, byte[] nonce, ReadOnlySpan<byte> sealedBytes)
    {
        try
        {
            return Process(forEncryption: false, key, nonce, sealedBytes);
        }
        catch (InvalidCipherTextException)
        {
            return null;
        }
    }

    private static byte[] Process(bool forEncryption, byte[] key, byte[] nonce, ReadOnlySpan<byte> input)
    {
        var cipher = new Org.BouncyCastle.Crypto.Modes.ChaCha20Poly1305();
        cipher.Init(forEncryption, new ParametersWithIV(new KeyParameter(key), nonce));
        var output = new byte[cipher.GetOutputSize(input.Length)];
        var written = cipher.ProcessBytes(input, output);
        cipher.DoFinal(output.AsSpan(written));
        return output;
    }
}
