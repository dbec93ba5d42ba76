using System.Globalization;

namespace TelegramBotStack.Broadcasts;

/// <summary>Broadcasts in the storage: a record of each, and its chats in pages.</summary>
internal sealed class BroadcastStore(IStorage storage)
{
    public const int PageSize = 1_000;

    private const string Prefix = "botstack/broadcast/";
    private const string LastIdKey = "botstack/broadcast-last";

    public Task<long> NextIdAsync(CancellationToken cancellationToken)
        => storage.UpdateAsync<long>(LastIdKey, last => last + 1, cancellationToken);

    public Task WritePageAsync(long id, int page, long[] chats, CancellationToken cancellationToken)
        => storage.SetAsync(PageKeyOf(id, page), chats, cancellationToken);

    public async Task<long[]> ReadPageAsync(long id, int page, CancellationToken cancellationToken)
        => await storage.GetAsync<long[]>(PageKeyOf(id, page), cancellationToken).ConfigureAwait(false) ?? [];

    public Task DeletePagesAsync(long id, CancellationToken cancellationToken)
        => storage.DeleteAllAsync(PagePrefixOf(id), cancellationToken);

    /// <summary>Makes a broadcast exist.</summary>
    /// <returns>False when one with the same key exists; its number is then under that key.</returns>
    public Task<bool> AddAsync(BroadcastRecord record, string? onceKey, CancellationToken cancellationToken)
    {
        var batch = new StorageBatch().Set(KeyOf(record.Id), record);
        return storage.WriteAsync(onceKey is null ? batch : batch.SetIf(onceKey, record.Id, version: 0, TimeSpan.FromDays(2)), cancellationToken);
    }

    public Task<long> FindOnceAsync(string onceKey, CancellationToken cancellationToken)
        => storage.GetAsync<long>(onceKey, cancellationToken);

    public Task<BroadcastRecord?> FindAsync(long id, CancellationToken cancellationToken)
        => storage.GetAsync<BroadcastRecord>(KeyOf(id), cancellationToken);

    public Task<BroadcastRecord> ChangeAsync(long id, Func<BroadcastRecord, BroadcastRecord> change, CancellationToken cancellationToken)
        => storage.UpdateAsync<BroadcastRecord>(KeyOf(id), record => change(record!), cancellationToken);

    public async Task<IReadOnlyList<BroadcastRecord>> ListAsync(CancellationToken cancellationToken)
    {
        var records = new List<BroadcastRecord>();
        foreach (var key in await storage.ListAsync(Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (await storage.GetAsync<BroadcastRecord>(key, cancellationToken).ConfigureAwait(false) is { } record)
            {
                records.Add(record);
            }
        }

        return records;
    }

    private static string KeyOf(long id) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{id:D8}");

    private static string PagePrefixOf(long id) => string.Create(CultureInfo.InvariantCulture, $"botstack/broadcast-chats/{id:D8}/");

    private static string PageKeyOf(long id, int page) => PagePrefixOf(id) + page.ToString("D6", CultureInfo.InvariantCulture);
}
