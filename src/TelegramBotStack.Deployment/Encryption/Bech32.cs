using System.Diagnostics.CodeAnalysis;

namespace TelegramBotStack.Deployment.Encryption;

/// <summary>Text with a checksum for short binary values, as age writes its keys (BIP 173, without its length limit).</summary>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int ChecksumLength = 6;
    private static readonly uint[] Generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    /// <summary>The text, in lower case.</summary>
    public static string Encode(string prefix, ReadOnlySpan<byte> data)
    {
        var values = Regroup(data, from: 8, to: 5, pad: true)!;
        var remainder = Checksum([.. Expand(prefix), .. values, .. new byte[ChecksumLength]]) ^ 1;
        var checksum = Enumerable.Range(0, ChecksumLength).Select(index => (byte)((remainder >> (5 * (ChecksumLength - 1 - index))) & 31));
        return prefix + "1" + string.Concat(values.Concat(checksum).Select(value => Alphabet[value]));
    }

    /// <summary>The value, if the text has the prefix, one case throughout, and a checksum that is right.</summary>
    public static bool TryDecode(string text, string prefix, [NotNullWhen(true)] out byte[]? data)
    {
        data = null;
        var lower = text.ToLowerInvariant();
        if ((text.Any(char.IsUpper) && text.Any(char.IsLower)) || !lower.StartsWith(prefix + "1", StringComparison.Ordinal))
        {
            return false;
        }

        var values = lower[(prefix.Length + 1)..].Select(letter => Alphabet.IndexOf(letter, StringComparison.Ordinal)).ToArray();
        if (values.Length < ChecksumLength || values.Contains(-1))
        {
            return false;
        }

        byte[] bytes = [.. values.Select(value => (byte)value)];
        if (Checksum([.. Expand(prefix), .. bytes]) != 1)
        {
            return false;
        }

        data = Regroup(bytes.AsSpan(..^ChecksumLength), from: 5, to: 8, pad: false);
        return data is not null;
    }

    private static IEnumerable<byte> Expand(string prefix) =>
        [.. prefix.Select(letter => (byte)(letter >> 5)), 0, .. prefix.Select(letter => (byte)(letter & 31))];

    private static uint Checksum(byte[] values)
    {
        var sum = 1u;
        foreach (var value in values)
        {
            var top = sum >> 25;
            sum = ((sum & 0x1ffffff) << 5) ^ value;
            for (var bit = 0; bit < Generator.Length; bit++)
            {
                sum ^= ((top >> bit) & 1) == 1 ? Generator[bit] : 0;
            }
        }

        return sum;
    }

    private static byte[]? Regroup(ReadOnlySpan<byte> data, int from, int to, bool pad)
    {
        var result = new List<byte>();
        var pending = 0;
        var bits = 0;
        foreach (var value in data)
        {
            pending = (pending << from) | value;
            for (bits += from; bits >= to; bits -= to)
            {
                result.Add((byte)((pending >> (bits - to)) & ((1 << to) - 1)));
            }

            pending &= (1 << bits) - 1;
        }

        if (pad && bits > 0)
        {
            result.Add((byte)((pending << (to - bits)) & ((1 << to) - 1)));
        }

        return pad || (bits < from && pending == 0) ? [.. result] : null;
    }
}
