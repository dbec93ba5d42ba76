using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Deployment.Keys;

/// <summary>
/// OpenSSH's format of private keys, "openssh-key-v1" (PROTOCOL.key in OpenSSH's sources). With a passphrase it is
/// encrypted by AES-256 in counter mode, as ssh-keygen does by default.
/// </summary>
internal static class OpenSshKeyFormat
{
    private const int Rounds = 16; // ssh-keygen's default
    private const int SaltSize = 16;
    private const int KeySize = 32;
    private const int BlockSize = 16;
    private const int LineLength = 70;

    public static string Write(byte[] publicKey, byte[] privatePart, string comment, string? passphrase)
    {
        var isEncrypted = !string.IsNullOrEmpty(passphrase);
        var salt = isEncrypted ? RandomNumberGenerator.GetBytes(SaltSize) : [];
        var secret = Secret(privatePart, comment, isEncrypted ? BlockSize : 8);
        if (isEncrypted)
        {
            Encrypt(secret, passphrase!, salt);
        }

        var file = new SshWriter().Bytes("openssh-key-v1\0"u8)
            .Text(isEncrypted ? "aes256-ctr" : "none")
            .Text(isEncrypted ? "bcrypt" : "none")
            .String(isEncrypted ? new SshWriter().String(salt).Number(Rounds).ToArray() : [])
            .Number(1)
            .String(publicKey)
            .String(secret);
        return Armour(file.ToArray());
    }

    // The number that stands there twice tells a reader whether the passphrase was right.
    private static byte[] Secret(byte[] privatePart, string comment, int blockSize)
    {
        var check = RandomNumberGenerator.GetBytes(4);
        var secret = new SshWriter().Bytes(check).Bytes(check).Bytes(privatePart).Text(comment);
        for (byte pad = 1; secret.Length % blockSize != 0; pad++)
        {
            secret.Bytes([pad]);
        }

        return secret.ToArray();
    }

    private static void Encrypt(byte[] data, string passphrase, byte[] salt)
    {
        var derived = BcryptPbkdf.Derive(Encoding.UTF8.GetBytes(passphrase), salt, Rounds, KeySize + BlockSize);
        using var aes = Aes.Create();
        aes.Key = derived[..KeySize];
        var counter = derived[KeySize..];
        var mask = new byte[BlockSize];
        for (var start = 0; start < data.Length; start += BlockSize)
        {
            aes.EncryptEcb(counter, mask, PaddingMode.None);
            for (var i = 0; i < BlockSize && start + i < data.Length; i++)
            {
                data[start + i] ^= mask[i];
            }

            Increment(counter);
        }
    }

    private static void Increment(byte[] counter)
    {
        for (var i = counter.Length - 1; i >= 0 && ++counter[i] == 0; i--)
        {
        }
    }

    private static string Armour(byte[] file)
    {
        var text = new StringBuilder("-----BEGIN OPENSSH PRIVATE KEY-----\n");
        foreach (var line in Convert.ToBase64String(file).Chunk(LineLength))
        {
            text.Append(line).Append('\n');
        }

        return text.Append("-----END OPENSSH PRIVATE KEY-----\n").ToString();
    }
}
