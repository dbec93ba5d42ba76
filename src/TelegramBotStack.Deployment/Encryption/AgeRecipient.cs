using System.Diagnostics.CodeAnalysis;

namespace TelegramBotStack.Deployment.Encryption;

/// <summary>Whoever may read: the public half of an <see cref="AgeIdentity"/>, written <c>age1…</c>. No secret.</summary>
public sealed class AgeRecipient : IEquatable<AgeRecipient>
{
    internal const int Length = 32;
    private const string Prefix = "age";

    internal AgeRecipient(byte[] key) => Key = key;

    internal byte[] Key { get; }

    /// <summary>Reads <c>age1…</c>.</summary>
    /// <exception cref="FormatException">The text is no recipient, or a letter of it is wrong.</exception>
    public static AgeRecipient Parse(string text) =>
        TryParse(text, out var recipient) ? recipient : throw new FormatException($"'{text}' is no recipient; it is written age1…");

    /// <summary>Reads <c>age1…</c>; false when the text is no recipient.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AgeRecipient? recipient)
    {
        recipient = Bech32.TryDecode(text, Prefix, out var key) && key.Length == Length ? new AgeRecipient(key) : null;
        return recipient is not null;
    }

    /// <inheritdoc/>
    public bool Equals(AgeRecipient? other) => other is not null && Key.AsSpan().SequenceEqual(other.Key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AgeRecipient);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(Key);

    /// <summary>The recipient as it is written, <c>age1…</c>.</summary>
    public override string ToString() => Bech32.Encode(Prefix, Key);
}
