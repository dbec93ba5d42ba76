using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using TelegramBotStack.Deployment.Hosts.Ssh;

namespace TelegramBotStack.Deployment.Keys;

/// <summary>A new key to log in with, made in this process.</summary>
internal sealed class SshKeyPair
{
    private const int RsaBits = 4096;

    private readonly byte[] privatePart;

    private SshKeyPair(byte[] publicKey, byte[] privatePart)
    {
        PublicKey = publicKey;
        this.privatePart = privatePart;
    }

    /// <summary>The public key in the encoding of RFC 4253, section 6.6.</summary>
    public byte[] PublicKey { get; }

    public static SshKeyPair Create(SshKeyType type) => type == SshKeyType.Rsa ? CreateRsa() : CreateEd25519();

    /// <summary>The line for <c>authorized_keys</c>, and for the file <c>.pub</c>.</summary>
    public string PublicLine(string comment) =>
        $"{PublicKeyBlob.TypeOf(PublicKey)} {Convert.ToBase64String(PublicKey)} {comment}";

    /// <summary>The private key in OpenSSH's own format.</summary>
    /// <param name="comment">Whose key it is.</param>
    /// <param name="passphrase">Encrypts it; empty or null for no encryption.</param>
    public string PrivateFile(string comment, string? passphrase) =>
        OpenSshKeyFormat.Write(PublicKey, privatePart, comment, passphrase);

    // Private parts as in PROTOCOL.key of OpenSSH, and for agents in draft-ietf-sshm-ssh-agent, section 4.2.
    private static SshKeyPair CreateEd25519()
    {
        var key = new Ed25519PrivateKeyParameters(new SecureRandom());
        var open = key.GeneratePublicKey().GetEncoded();
        return new SshKeyPair(
            new SshWriter().Text("ssh-ed25519").String(open).ToArray(),
            new SshWriter().Text("ssh-ed25519").String(open).String([.. key.GetEncoded(), .. open]).ToArray());
    }

    private static SshKeyPair CreateRsa()
    {
        using var rsa = RSA.Create(RsaBits);
        var key = rsa.ExportParameters(includePrivateParameters: true);
        return new SshKeyPair(
            new SshWriter().Text("ssh-rsa").Integer(key.Exponent!).Integer(key.Modulus!).ToArray(),
            new SshWriter().Text("ssh-rsa").Integer(key.Modulus!).Integer(key.Exponent!).Integer(key.D!)
                .Integer(key.InverseQ!).Integer(key.P!).Integer(key.Q!).ToArray());
    }
}
