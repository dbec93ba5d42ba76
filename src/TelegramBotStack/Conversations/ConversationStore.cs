namespace TelegramBotStack.Conversations;

/// <summary>Keeps conversations, each under a key of its own, until nothing was heard for a while.</summary>
internal sealed class ConversationStore(IStorage storage)
{
    // An update that is delivered again comes within the time that Telegram and the inbox keep it.
    private static readonly TimeSpan KeepEnded = TimeSpan.FromDays(1);

    public Task<ConversationState?> FindAsync(ConversationKey key, CancellationToken cancellationToken)
        => storage.GetAsync<ConversationState>(key.StorageKey, cancellationToken);

    public Task SaveAsync(ConversationKey key, ConversationState state, TimeSpan forgetAfter, CancellationToken cancellationToken)
        => storage.SetAsync(key.StorageKey, state, forgetAfter, cancellationToken);

    public Task EndAsync(ConversationKey key, ConversationState state, int lastUpdate, CancellationToken cancellationToken)
    {
        var ended = new ConversationState
        {
            Id = state.Id,
            Name = state.Name,
            Version = state.Version,
            LastUpdate = lastUpdate,
            HasEnded = true,
        };
        return storage.SetAsync(key.StorageKey, ended, KeepEnded, cancellationToken);
    }

    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken)
        => storage.EnumerateAsync(ConversationKey.Prefix, null, cancellationToken);
}
