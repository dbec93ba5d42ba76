using TelegramBotStack.Polling;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Lease.Shared;

/// <summary>A storage that is not written to by an instance that has lost the lease.</summary>
internal sealed class GuardedBackend(IStorageBackend backend, LeaseGuard guard) : IStorageBackend, IAsyncDisposable
{
    public Task OpenAsync(CancellationToken cancellationToken) => backend.OpenAsync(cancellationToken);

    public ValueTask<StorageEntry?> ReadAsync(string key, CancellationToken cancellationToken) => backend.ReadAsync(key, cancellationToken);

    public async Task<bool> WriteAsync(IReadOnlyList<StorageChange> changes, CancellationToken cancellationToken)
    {
        guard.Check();
        try
        {
            return await backend.WriteAsync(changes, cancellationToken).ConfigureAwait(false);
        }
        catch (LeaseLostException)
        {
            guard.Lose();
            throw;
        }
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancellationToken)
        => backend.ListAsync(prefix, after, cancellationToken);

    public Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        guard.Check();
        return backend.RemoveExpiredAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        switch (backend)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync().ConfigureAwait(false);
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }
    }
}
