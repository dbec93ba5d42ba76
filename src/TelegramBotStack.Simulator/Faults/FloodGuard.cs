namespace TelegramBotStack.Simulator.Faults;

/// <summary>Counts the messages of one bot against its <see cref="FloodLimits"/>. The caller holds the bot's gate.</summary>
internal sealed class FloodGuard
{
    private readonly Queue<DateTimeOffset> _all = new();
    private readonly Dictionary<long, Queue<DateTimeOffset>> _chats = [];

    public FloodLimits? Limits { get; set; }

    /// <summary>Counts a message, unless it is one too many.</summary>
    /// <returns>Null, or how many seconds the bot has to wait.</returns>
    public int? Count(long chatId, DateTimeOffset now)
    {
        if (Limits is not { } limits)
        {
            return null;
        }

        if (!_chats.TryGetValue(chatId, out var chat))
        {
            _chats[chatId] = chat = new Queue<DateTimeOffset>();
        }

        var (count, period) = chatId < 0
            ? (limits.PerGroupInAMinute, TimeSpan.FromMinutes(1))
            : (limits.PerChatInThreeSeconds, TimeSpan.FromSeconds(3));
        var wait = Max(WaitOf(chat, count, period, now), WaitOf(_all, limits.PerSecond, TimeSpan.FromSeconds(1), now));
        if (wait > TimeSpan.Zero)
        {
            return (int)Math.Ceiling(wait.TotalSeconds);
        }

        chat.Enqueue(now);
        _all.Enqueue(now);
        return null;
    }

    private static TimeSpan WaitOf(Queue<DateTimeOffset> accepted, int count, TimeSpan period, DateTimeOffset now)
    {
        while (accepted.TryPeek(out var oldest) && now - oldest >= period)
        {
            accepted.Dequeue();
        }

        return accepted.Count < count ? TimeSpan.Zero : accepted.ElementAt(accepted.Count - count) + period - now;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
