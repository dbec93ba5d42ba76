using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>Reads public keys in the encoding of RFC 4253, section 6.6.</summary>
internal static class PublicKeyBlob
{
    /// <summary>The key's type, such as <c>ssh-ed25519</c>: the first string in it.</summary>
    public static string TypeOf(ReadOnlySpan<byte> key)
    {
        if (key.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(key) is var length && length > key.Length - 4)
        {
            throw new FormatException("Not a public key.");
        }

        return Encoding.ASCII.GetString(key.Slice(4, (int)length));
    }

    /// <summary>The fingerprint as OpenSSH prints it.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> key) =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=');
}
