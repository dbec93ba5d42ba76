using TelegramBotStack.Storage;

namespace TelegramBotStack.Tests.Users;

/// <summary>A backend in memory that counts what it is asked for, and can be told to fail.</summary>
internal sealed class CountingBackend(TimeProvider time) : IStorageBackend
{
    private readonly MemoryBackend _memory = new(time);
    private int _reads;
    private int _writes;

    public int Reads => _reads;

    public int Writes => _writes;

    public bool Fails { get; set; }

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<StorageEntry?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return Fails ? throw new IOException("as told") : _memory.ReadAsync(key, cancellationToken);
    }

    public Task<bool> WriteAsync(IReadOnlyList<StorageChange> changes, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        return Fails ? throw new IOException("as told") : _memory.WriteAsync(changes, cancellationToken);
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancellationToken)
        => _memory.ListAsync(prefix, after, cancellationToken);
}
