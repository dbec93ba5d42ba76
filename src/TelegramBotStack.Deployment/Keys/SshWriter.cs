using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TelegramBotStack.Deployment.Keys;

/// <summary>Writes the data types of SSH (RFC 4251, section 5).</summary>
internal sealed class SshWriter
{
    private readonly ArrayBufferWriter<byte> written = new();

    public int Length => written.WrittenCount;

    public SshWriter Bytes(ReadOnlySpan<byte> value)
    {
        written.Write(value);
        return this;
    }

    public SshWriter Number(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return Bytes(bytes);
    }

    public SshWriter String(ReadOnlySpan<byte> value) => Number((uint)value.Length).Bytes(value);

    public SshWriter Text(string value) => String(Encoding.UTF8.GetBytes(value));

    /// <summary>An unsigned integer, big-endian: without leading zeros, but one where the first bit would be a sign.</summary>
    public SshWriter Integer(ReadOnlySpan<byte> value)
    {
        var digits = value.TrimStart((byte)0);
        return digits is [>= 0x80, ..] ? Number((uint)digits.Length + 1).Bytes([0]).Bytes(digits) : String(digits);
    }

    public byte[] ToArray() => written.WrittenSpan.ToArray();
}
