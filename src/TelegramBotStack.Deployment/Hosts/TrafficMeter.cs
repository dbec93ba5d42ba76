namespace TelegramBotStack.Deployment.Hosts;

/// <summary>Counts one conversation with a host: every sending that follows a receiving asks something new.</summary>
internal sealed class TrafficMeter(HostTraffic traffic)
{
    private int answered = 1;

    public void Sending(int bytes)
    {
        if (bytes > 0 && Interlocked.Exchange(ref answered, 0) == 1)
        {
            traffic.AddRoundTrip();
        }

        traffic.AddSent(bytes);
    }

    public void Received(int bytes)
    {
        Volatile.Write(ref answered, 1);
        traffic.AddReceived(bytes);
    }

    /// <summary>Counts a command: starting it asks, and what is written to it before it answers belongs to that.</summary>
    public void Started(int commandLength)
    {
        Volatile.Write(ref answered, 1);
        Sending(commandLength);
    }
}
