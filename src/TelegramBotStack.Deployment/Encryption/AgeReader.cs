namespace TelegramBotStack.Deployment.Encryption;

/// <summary>Decrypts while it is read. Bytes are given out only once their chunk has proven genuine.</summary>
internal sealed class AgeReader(Stream source, AgePayload payload) : Stream
{
    // One byte more than a chunk: whether it is the last one is known only when nothing follows.
    private readonly byte[] sealedChunk = new byte[AgePayload.SealedLength + 1];
    private int ahead;
    private ReadOnlyMemory<byte> plain;
    private bool ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (plain.IsEmpty && !ended)
        {
            Open(source.ReadAtLeast(sealedChunk.AsSpan(ahead), sealedChunk.Length - ahead, throwOnEndOfStream: false));
        }

        return Give(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (plain.IsEmpty && !ended)
        {
            Open(await source.ReadAtLeastAsync(
                sealedChunk.AsMemory(ahead), sealedChunk.Length - ahead, throwOnEndOfStream: false, cancellationToken));
        }

        return Give(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Open(int read)
    {
        var available = ahead + read;
        ended = available < sealedChunk.Length;
        var length = Math.Min(available, AgePayload.SealedLength);
        plain = payload.Open(sealedChunk.AsSpan(..length), ended);
        ahead = available - length;
        sealedChunk[0] = sealedChunk[^1];
    }

    private int Give(Span<byte> buffer)
    {
        var given = Math.Min(buffer.Length, plain.Length);
        plain.Span[..given].CopyTo(buffer);
        plain = plain[given..];
        return given;
    }
}
