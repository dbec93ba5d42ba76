namespace TelegramBotStack.Deployment.Encryption;

/// <summary>Encrypts what is written to it. Disposing it writes the last chunk, and leaves the destination open.</summary>
internal sealed class AgeWriter(Stream destination, AgePayload payload) : Stream
{
    private readonly byte[] chunk = new byte[AgePayload.ChunkLength];
    private int filled;
    private bool ended;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (filled == chunk.Length)
            {
                destination.Write(payload.Seal(chunk, isLast: false));
                filled = 0;
            }

            var taken = Take(buffer);
            buffer = buffer[taken..];
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (filled == chunk.Length)
            {
                await destination.WriteAsync(payload.Seal(chunk, isLast: false), cancellationToken);
                filled = 0;
            }

            var taken = Take(buffer.Span);
            buffer = buffer[taken..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!ended)
        {
            ended = true;
            await destination.WriteAsync(payload.Seal(chunk.AsSpan(..filled), isLast: true));
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !ended)
        {
            ended = true;
            destination.Write(payload.Seal(chunk.AsSpan(..filled), isLast: true));
        }

        base.Dispose(disposing);
    }

    private int Take(ReadOnlySpan<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, chunk.Length - filled);
        buffer[..taken].CopyTo(chunk.AsSpan(filled));
        filled += taken;
        return taken;
    }
}
