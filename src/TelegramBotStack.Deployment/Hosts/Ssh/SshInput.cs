namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>
/// A command's standard input. SSH.NET's stream blocks, and looks only once a write whether the channel is still
/// open; a server ends the whole connection when data comes for a channel that it has closed.
/// </summary>
internal sealed class SshInput(Stream inner, Task<int> exited) : Stream
{
    private const int PieceSize = 32 * 1024; // one packet

    private readonly Lock sending = new();
    private bool hasSent;
    private volatile bool isStopped;

    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        for (var end = offset + count; offset < end; offset += PieceSize)
        {
            lock (sending)
            {
                if (isStopped || exited.IsCompleted)
                {
                    throw new IOException("The command has ended.");
                }

                inner.Write(buffer, offset, Math.Min(PieceSize, end - offset));
                hasSent = true;
            }
        }
    }

    /// <summary>Ends the input between two pieces; whoever still writes meets an error.</summary>
    public void Stop()
    {
        lock (sending)
        {
            if (isStopped)
            {
                return;
            }

            isStopped = true;
            if (!hasSent)
            {
                inner.Write("\n"u8); // SSH.NET tells the end of the input only when there was some
            }

            inner.Dispose();
        }
    }

    /// <summary>
    /// Lets nothing more be sent, not even the end of the input, so that the channel can be closed: SSH.NET may send
    /// either after the close, at which a server ends the connection. Waits for a piece that is on its way, but not
    /// for a server that takes none.
    /// </summary>
    public void Silence(TimeSpan limit)
    {
        isStopped = true;
        if (sending.TryEnter(limit))
        {
            sending.Exit();
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        // A copy, since a cancelled write goes on reading until the server takes it.
        var copy = buffer.ToArray();
        await Task.Run(() => Write(copy, 0, copy.Length), cancellationToken).WaitAsync(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing to do: every write is sent at once.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
