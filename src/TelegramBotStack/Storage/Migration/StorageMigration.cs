namespace TelegramBotStack.Storage.Migration;

/// <summary>
/// Copies everything from one storage to another, and believes it only when both hold the same. Nothing is taken out of
/// the source. A run that was cut off is taken up again: what differs is written once more.
/// </summary>
/// <param name="source">Nobody may write to it meanwhile.</param>
/// <param name="target">Must be empty, or left by a run that was cut off.</param>
/// <param name="marker">File that is there while the target is incomplete.</param>
/// <param name="time">The time.</param>
internal sealed class StorageMigration(IStorageBackend source, IStorageBackend target, string marker, TimeProvider time)
{
    private const int CopiedTogether = 100;

    // Longer than any migration takes; what expires sooner is copied as well, but proves nothing.
    private static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    /// <param name="isDryRun">Only looks.</param>
    /// <param name="progress">Called with how many values have been copied.</param>
    /// <param name="cancellationToken">Ends it; another run takes it up.</param>
    public async Task<MigrationReport> RunAsync(bool isDryRun, Action<long> progress, CancellationToken cancellationToken)
    {
        await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        var lasting = time.GetUtcNow() + Lasting;
        var isResumed = File.Exists(marker);
        var isEmpty = !await target.ListAsync("", null, cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false);
        if (!isEmpty && !isResumed)
        {
            var (from, to) = await DigestsAsync(lasting, cancellationToken).ConfigureAwait(false);
            return new MigrationReport(from == to ? MigrationOutcome.AlreadyThere : MigrationOutcome.NotEmpty, to.Values, to.Hash);
        }

        if (isDryRun)
        {
            var digest = await StorageDigest.OfAsync(source, lasting, cancellationToken).ConfigureAwait(false);
            return new MigrationReport(MigrationOutcome.Planned, digest.Values, digest.Hash);
        }

        await CopyAsync(isResumed, progress, cancellationToken).ConfigureAwait(false);
        var (expected, found) = await DigestsAsync(lasting, cancellationToken).ConfigureAwait(false);
        if (expected != found)
        {
            return new MigrationReport(MigrationOutcome.Differs, found.Values, found.Hash);
        }

        File.Delete(marker);
        return new MigrationReport(isResumed ? MigrationOutcome.Resumed : MigrationOutcome.Migrated, found.Values, found.Hash);
    }

    private async Task CopyAsync(bool isResumed, Action<long> progress, CancellationToken cancellationToken)
    {
        await AtomicFile.WriteDurablyAsync(marker, ReadOnlyMemory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        if (isResumed)
        {
            // The bot may have run since, and deleted what the run before has copied.
            await RemoveForeignAsync(cancellationToken).ConfigureAwait(false);
        }

        var copied = 0L;
        await foreach (var keys in source.ListAsync("", null, cancellationToken).Chunk(CopiedTogether).ConfigureAwait(false))
        {
            var changes = new List<StorageChange>();
            foreach (var key in keys)
            {
                if (await source.ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } entry
                    && !(isResumed && await IsThereAsync(key, entry, cancellationToken).ConfigureAwait(false)))
                {
                    changes.Add(new StorageChange(key, entry.Json, entry.ExpiresAt));
                }
            }

            if (changes.Count > 0)
            {
                await target.WriteAsync(changes, cancellationToken).ConfigureAwait(false);
            }

            progress(copied += keys.Length);
        }
    }

    private async Task<bool> IsThereAsync(string key, StorageEntry entry, CancellationToken cancellationToken)
        => await target.ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } there
            && there.ExpiresAt == entry.ExpiresAt
            && StorageDigest.Canonical(there.Json).Span.SequenceEqual(StorageDigest.Canonical(entry.Json).Span);

    private async Task RemoveForeignAsync(CancellationToken cancellationToken)
    {
        foreach (var key in await target.ListAsync("", null, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await source.ReadAsync(key, cancellationToken).ConfigureAwait(false) is null)
            {
                await target.WriteAsync([new StorageChange(key, null)], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<(StorageDigest Source, StorageDigest Target)> DigestsAsync(DateTimeOffset lasting, CancellationToken cancellationToken)
    {
        var digests = await Task.WhenAll(
            Task.Run(() => StorageDigest.OfAsync(source, lasting, cancellationToken), cancellationToken),
            Task.Run(() => StorageDigest.OfAsync(target, lasting, cancellationToken), cancellationToken)).ConfigureAwait(false);
        return (digests[0], digests[1]);
    }
}
