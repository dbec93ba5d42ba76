namespace TelegramBotStack.Deployment.Hosts;

/// <summary>Counts what goes to and comes from a host. Safe to use from several threads.</summary>
public sealed class HostTraffic
{
    private long bytesSent;
    private long bytesReceived;
    private long roundTrips;

    /// <summary>Payload bytes sent to the host, without the SSH protocol's own.</summary>
    public long BytesSent => Interlocked.Read(ref bytesSent);

    /// <summary>Payload bytes received from the host, without the SSH protocol's own.</summary>
    public long BytesReceived => Interlocked.Read(ref bytesReceived);

    /// <summary>How often something was asked of the host and an answer awaited.</summary>
    public long RoundTrips => Interlocked.Read(ref roundTrips);

    internal void AddSent(long bytes) => Interlocked.Add(ref bytesSent, bytes);

    internal void AddReceived(long bytes) => Interlocked.Add(ref bytesReceived, bytes);

    internal void AddRoundTrip() => Interlocked.Increment(ref roundTrips);
}
