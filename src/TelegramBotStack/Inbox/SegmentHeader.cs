using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace TelegramBotStack.Inbox;

/// <summary>The line a file of <see cref="SegmentFiles"/> begins with, in a block of its own.</summary>
/// <param name="Stamp">Grows with each segment that is written.</param>
/// <param name="Name">The segment.</param>
/// <param name="Length">Bytes of its content.</param>
/// <param name="Checksum">That of the content: a loss of power may leave a part of it.</param>
/// <param name="Others">The other segments that were kept when it was written; null when they are too many for the block.</param>
internal sealed record SegmentHeader(long Stamp, string Name, int Length, uint Checksum, IReadOnlyCollection<string>? Others)
{
    /// <summary>Bytes before the content; a disk writes no less.</summary>
    public const int Size = 4096;

    private const string Kind = "segment";
    private const string Many = "*";
    private const int Fields = 5;

    /// <summary>What is written over the beginning of a file when its segment is done.</summary>
    public static ReadOnlySpan<byte> Free => "free\n"u8;

    public static uint ChecksumOf(ReadOnlySpan<byte> content)
    {
        var sum = 0u;
        var words = MemoryMarshal.Cast<byte, ulong>(content);
        foreach (var word in words)
        {
            sum = BitOperations.Crc32C(sum, word);
        }

        foreach (var rest in content[(words.Length * sizeof(ulong))..])
        {
            sum = BitOperations.Crc32C(sum, rest);
        }

        return sum;
    }

    public byte[] ToBlock()
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{Kind} {Stamp} {Name} {Length} {Checksum:x8}");
        var others = string.Concat((Others ?? [Many]).Select(other => " " + other));
        var block = new byte[Size];
        Encoding.ASCII.GetBytes(line + (line.Length + others.Length < Size ? others : " " + Many) + "\n", block);
        return block;
    }

    /// <returns>Null when the file holds no segment.</returns>
    public static SegmentHeader? Parse(ReadOnlySpan<byte> block)
    {
        var end = block.IndexOf((byte)'\n');
        return end < 0 ? null : Parse(Encoding.ASCII.GetString(block[..end]).Split(' '));
    }

    private static SegmentHeader? Parse(string[] fields)
        => fields.Length >= Fields && fields[0] == Kind
            && long.TryParse(fields[1], CultureInfo.InvariantCulture, out var stamp)
            && int.TryParse(fields[3], CultureInfo.InvariantCulture, out var length)
            && uint.TryParse(fields[4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum)
            ? new SegmentHeader(stamp, fields[2], length, checksum, fields[Fields..] is [Many] ? null : fields[Fields..])
            : null;
}
