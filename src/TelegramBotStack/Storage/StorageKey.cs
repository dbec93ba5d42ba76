using System.Text;

namespace TelegramBotStack.Storage;

/// <summary>Which keys there are, and their order: what every storage can keep and sort alike.</summary>
internal sealed class StorageKey : IComparer<string>
{
    private const int MaximumBytes = 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private StorageKey()
    {
    }

    /// <summary>By UTF-8 bytes, which is what databases sort by.</summary>
    public static StorageKey Order { get; } = new();

    /// <exception cref="ArgumentException">No storage has such a key.</exception>
    public static void Check(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        CheckText(key, nameof(key));
    }

    /// <exception cref="ArgumentException">No storage has such a key.</exception>
    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        CheckText(prefix, nameof(prefix));
    }

    public int Compare(string? x, string? y)
    {
        var same = x.AsSpan().CommonPrefixLength(y);
        return same == x?.Length || same == y?.Length
            ? (x?.Length ?? -1).CompareTo(y?.Length ?? -1)
            : Weight(x![same]).CompareTo(Weight(y![same]));
    }

    /// <summary>UTF-16 puts what is beyond U+FFFF before U+E000, UTF-8 behind everything.</summary>
    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;

    private static void CheckText(string text, string parameter)
    {
        // Nearly all keys are short ASCII.
        if (text.Length <= MaximumBytes / 3 && !text.AsSpan().ContainsAnyExceptInRange('\u0001', '\u007f'))
        {
            return;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A key has no character U+0000.", parameter);
        }

        try
        {
            if (Strict.GetByteCount(text) > MaximumBytes)
            {
                throw new ArgumentException($"A key has at most {MaximumBytes} bytes.", parameter);
            }
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("A key is well-formed Unicode; this one has half of a surrogate pair.", parameter);
        }
    }
}
