using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Deployment.Encryption;

/// <summary>A file key, wrapped for one recipient (the X25519 recipient stanza of age-encryption.org/v1).</summary>
internal static class AgeStanza
{
    public const string Type = "X25519";
    public const int FileKeyLength = 16;
    private static readonly byte[] Info = Encoding.ASCII.GetBytes("age-encryption.org/v1/X25519");

    public static (byte[] Share, byte[] Body) Wrap(ReadOnlySpan<byte> fileKey, AgeRecipient recipient)
    {
        var ephemeral = AgeIdentity.Create();
        var agreed = new byte[AgeRecipient.Length];
        if (!ephemeral.TryAgree(recipient.Key, agreed))
        {
            throw new AgeException($"{recipient} is no usable recipient.");
        }

        var share = ephemeral.Recipient.Key;
        return (share, AgeCipher.Seal(WrapKey(agreed, share, recipient), new byte[AgeCipher.NonceLength], fileKey));
    }

    /// <summary>The file key; null when the stanza is for somebody else.</summary>
    public static byte[]? Unwrap(byte[] share, byte[] body, AgeIdentity identity)
    {
        if (share.Length != AgeRecipient.Length || body.Length != FileKeyLength + AgeCipher.TagLength)
        {
            throw new AgeException("A recipient in the header is damaged.");
        }

        var agreed = new byte[AgeRecipient.Length];
        return identity.TryAgree(share, agreed)
            ? AgeCipher.Open(WrapKey(agreed, share, identity.Recipient), new byte[AgeCipher.NonceLength], body)
            : null;
    }

    private static byte[] WrapKey(byte[] agreed, byte[] share, AgeRecipient recipient) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, agreed, AgeCipher.KeyLength, [.. share, .. recipient.Key], Info);
}
