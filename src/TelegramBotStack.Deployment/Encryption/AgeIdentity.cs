using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace TelegramBotStack.Deployment.Encryption;

/// <summary>The private key of somebody who may read what is encrypted: X25519, written <c>AGE-SECRET-KEY-1…</c>.</summary>
public sealed class AgeIdentity
{
    private const string Prefix = "age-secret-key-";
    private readonly byte[] key;

    private AgeIdentity(byte[] key)
    {
        this.key = key;
        var share = new byte[AgeRecipient.Length];
        X25519.ScalarMultBase(key, 0, share, 0);
        Recipient = new AgeRecipient(share);
    }

    /// <summary>The public half.</summary>
    public AgeRecipient Recipient { get; }

    /// <summary>Makes a new one.</summary>
    public static AgeIdentity Create() => new(RandomNumberGenerator.GetBytes(X25519.ScalarSize));

    /// <summary>Reads <c>AGE-SECRET-KEY-1…</c>.</summary>
    /// <exception cref="FormatException">The text is no identity, or a letter of it is wrong. The text is not repeated.</exception>
    public static AgeIdentity Parse(string text) => TryParse(text, out var identity)
        ? identity
        : throw new FormatException("This is no identity; one is written AGE-SECRET-KEY-1…");

    /// <summary>Reads <c>AGE-SECRET-KEY-1…</c>; false when the text is no identity.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AgeIdentity? identity)
    {
        identity = Bech32.TryDecode(text, Prefix, out var key) && key.Length == X25519.ScalarSize ? new AgeIdentity(key) : null;
        return identity is not null;
    }

    /// <summary>The secret as it is written to a file, <c>AGE-SECRET-KEY-1…</c>.</summary>
    public string Reveal() => Bech32.Encode(Prefix, key).ToUpperInvariant();

    /// <summary>The public half only.</summary>
    public override string ToString() => $"identity of {Recipient}";

    /// <summary>The secret that both sides of an exchange compute; false when the other's share is a useless one.</summary>
    internal bool TryAgree(byte[] share, byte[] agreed) => X25519.CalculateAgreement(key, 0, share, 0, agreed, 0);
}
