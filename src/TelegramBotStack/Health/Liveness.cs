namespace TelegramBotStack.Health;

/// <summary>When the bot last got on with its work. Read by the <see cref="Watchdog"/>.</summary>
internal sealed class Liveness(TimeProvider time)
{
    private long _last = time.GetTimestamp();

    public TimeSpan Age => time.GetElapsedTime(Interlocked.Read(ref _last));

    public void Progress() => Interlocked.Exchange(ref _last, time.GetTimestamp());
}
