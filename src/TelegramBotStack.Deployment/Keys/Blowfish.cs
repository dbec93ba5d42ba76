using System.Numerics;

namespace TelegramBotStack.Deployment.Keys;

/// <summary>
/// Blowfish with the expensive key set-up that bcrypt needs, which no library at hand lets one reach
/// (B. Schneier, "Description of a New Variable-Length Key, 64-Bit Block Cipher", 1993; N. Provos and D. Mazières, "A
/// Future-Adaptable Password Scheme", 1999).
/// </summary>
internal sealed class Blowfish
{
    private const int Rounds = 16;
    private const int BoxSize = 256;
    private const int Words = Rounds + 2 + (4 * BoxSize);

    private static readonly Lazy<uint[]> Initial = new(FractionOfPi);

    private readonly uint[] keys = new uint[Rounds + 2];
    private readonly uint[] boxes = new uint[4 * BoxSize];

    public Blowfish()
    {
        Initial.Value.AsSpan(0, keys.Length).CopyTo(keys);
        Initial.Value.AsSpan(keys.Length).CopyTo(boxes);
    }

    /// <summary>Mixes a key, and a salt if there is one, into the state.</summary>
    public void Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        var at = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] ^= NextWord(key, ref at);
        }

        at = 0;
        uint left = 0, right = 0;
        Fill(keys, salt, ref at, ref left, ref right);
        Fill(boxes, salt, ref at, ref left, ref right);
    }

    public void Encrypt(ref uint left, ref uint right)
    {
        for (var round = 0; round < Rounds; round += 2)
        {
            left ^= keys[round];
            right ^= F(left);
            right ^= keys[round + 1];
            left ^= F(right);
        }

        (left, right) = (right ^ keys[Rounds + 1], left ^ keys[Rounds]);
    }

    /// <summary>The next four bytes of a text that begins anew after its end.</summary>
    public static uint NextWord(ReadOnlySpan<byte> text, ref int at)
    {
        uint word = 0;
        for (var i = 0; i < 4; i++)
        {
            word = (word << 8) | text[at];
            at = (at + 1) % text.Length;
        }

        return word;
    }

    private void Fill(uint[] table, ReadOnlySpan<byte> salt, ref int at, ref uint left, ref uint right)
    {
        for (var i = 0; i < table.Length; i += 2)
        {
            if (!salt.IsEmpty)
            {
                left ^= NextWord(salt, ref at);
                right ^= NextWord(salt, ref at);
            }

            Encrypt(ref left, ref right);
            (table[i], table[i + 1]) = (left, right);
        }
    }

    private uint F(uint half) =>
        ((boxes[half >> 24] + boxes[BoxSize + (byte)(half >> 16)]) ^ boxes[(2 * BoxSize) + (byte)(half >> 8)])
        + boxes[(3 * BoxSize) + (byte)half];

    // The tables are the first digits of pi behind the point: pi = 16 arctan(1/5) - 4 arctan(1/239).
    private static uint[] FractionOfPi()
    {
        const int guard = 64;
        var one = BigInteger.One << ((Words * 32) + guard);
        var pi = (16 * ArcTangent(5, one)) - (4 * ArcTangent(239, one));
        var fraction = (pi - (3 * one)) >> guard;
        var words = new uint[Words];
        for (var i = Words - 1; i >= 0; i--)
        {
            words[i] = (uint)(fraction & uint.MaxValue);
            fraction >>= 32;
        }

        return words;
    }

    private static BigInteger ArcTangent(int divisor, BigInteger one)
    {
        var power = one / divisor;
        var sum = power;
        for (var n = 3; !power.IsZero; n += 2)
        {
            power /= -divisor * divisor;
            sum += power / n;
        }

        return sum;
    }
}
