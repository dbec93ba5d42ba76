using System.Security.Cryptography;

namespace TelegramBotStack.Deployment.Encryption;

/// <summary>
/// Encrypts for recipients and decrypts with an identity, in the format of the <c>age</c> tool
/// (<see href="https://age-encryption.org/v1"/>), which can read what is written here and the other way round.
/// </summary>
public static class AgeFile
{
    /// <summary>A stream that encrypts what is written to it. Disposing it ends the content; the destination stays open.</summary>
    /// <param name="destination">Where the encrypted bytes go.</param>
    /// <param name="recipients">Who may read; at least one.</param>
    /// <exception cref="ArgumentException">There is no recipient.</exception>
    public static Stream Encrypt(Stream destination, IReadOnlyCollection<AgeRecipient> recipients)
    {
        if (recipients.Count == 0)
        {
            throw new ArgumentException("Somebody must be able to read it.", nameof(recipients));
        }

        var fileKey = RandomNumberGenerator.GetBytes(AgeStanza.FileKeyLength);
        var salt = RandomNumberGenerator.GetBytes(AgePayload.SaltLength);
        destination.Write([.. AgeHeader.Write(fileKey, recipients), .. salt]);
        return new AgeWriter(destination, new AgePayload(fileKey, salt));
    }

    /// <summary>A stream that decrypts while it is read. It throws <see cref="AgeException"/> when the content is damaged or cut off.</summary>
    /// <param name="source">The encrypted bytes; it stays open.</param>
    /// <param name="identities">Any of them may be the one it is for.</param>
    /// <exception cref="AgeException">The content is no age file, damaged, or for others.</exception>
    public static Stream Decrypt(Stream source, IReadOnlyCollection<AgeIdentity> identities)
    {
        var fileKey = AgeHeader.Read(source, identities);
        var salt = new byte[AgePayload.SaltLength];
        return source.ReadAtLeast(salt, salt.Length, throwOnEndOfStream: false) == salt.Length
            ? new AgeReader(source, new AgePayload(fileKey, salt))
            : throw new AgeException("It is cut off.");
    }

    /// <summary>Encrypts a small content.</summary>
    /// <exception cref="ArgumentException">There is no recipient.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, IReadOnlyCollection<AgeRecipient> recipients)
    {
        using var destination = new MemoryStream();
        using (var encrypting = Encrypt(destination, recipients))
        {
            encrypting.Write(content);
        }

        return destination.ToArray();
    }

    /// <summary>Decrypts a small content.</summary>
    /// <exception cref="AgeException">The content is no age file, damaged, cut off, or for others.</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> encrypted, IReadOnlyCollection<AgeIdentity> identities)
    {
        using var source = new MemoryStream(encrypted.ToArray());
        using var decrypting = Decrypt(source, identities);
        using var content = new MemoryStream();
        decrypting.CopyTo(content);
        return content.ToArray();
    }
}
