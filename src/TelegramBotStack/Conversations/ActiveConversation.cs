namespace TelegramBotStack.Conversations;

/// <summary>What is known in memory of a conversation that is under way: one at a time goes on with it.</summary>
internal sealed class ActiveConversation
{
    private long _dueAt = DateTimeOffset.MaxValue.UtcTicks;

    /// <summary>Never disposed: without its wait handle it holds nothing.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>When it is to be looked at though nothing has arrived. Read while it is being set.</summary>
    public DateTimeOffset DueAt
    {
        get => new(Interlocked.Read(ref _dueAt), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _dueAt, value.UtcTicks);
    }
}
