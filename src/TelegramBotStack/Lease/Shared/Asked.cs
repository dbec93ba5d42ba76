namespace TelegramBotStack.Lease.Shared;

/// <summary>
/// When a server was asked. By two clocks: one that cannot be set, and one that goes on while a virtual machine is suspended.
/// </summary>
internal sealed record Asked(long Timestamp, DateTimeOffset At)
{
    public static Asked Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

    public TimeSpan Age(TimeProvider time)
    {
        var (steady, set) = (time.GetElapsedTime(Timestamp), time.GetUtcNow() - At);
        return steady > set ? steady : set;
    }
}
