using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Inbox;

/// <summary>
/// Puts updates that are in memory only on disk, in files of those that were set aside together. Guarded by the inbox, whose
/// gate it takes around the writing.
/// </summary>
internal sealed partial class SetAside(
    Lock gate, Func<InboxItem[]> inMemory, IInboxStore store, InboxLimits limits, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly Signal _allSecured = new();
    private readonly HandlingTime _handling = new(most: 2 * limits.Grace);
    // An update must be in one segment only.
    private readonly SemaphoreSlim _writing = new(1);
    private int _inMemory;
    private int _files;

    /// <summary>Completes when all that was taken so far is done or on disk.</summary>
    public Task AllSecured => _inMemory == 0 ? Task.CompletedTask : _allSecured.Next;

    /// <summary>Gives what a predecessor has left, oldest first.</summary>
    /// <param name="take">Takes an update; null for one that needs no handling.</param>
    public void Recover(Func<JsonElement, InboxItem?> take)
    {
        foreach (var (name, content) in store.ReadSegments())
        {
            var segment = new Segment(name);
            try
            {
                foreach (var update in SegmentContent.Read(content))
                {
                    if (take(update) is { } item)
                    {
                        item.Segment = segment;
                        segment.Remaining++;
                    }
                }
            }
            catch (JsonException exception)
            {
                LogBroken(logger, name, exception);
                store.KeepBroken(name);
                continue;
            }

            if (segment.Remaining == 0)
            {
                store.DeleteSegment(name);
            }
        }
    }

    /// <summary>An update was taken, and is in memory only.</summary>
    public void Add() => _inMemory++;

    /// <summary>
    /// Returns when updates are done or on disk. Waits for the first as long as it may, unless the last ones have taken longer
    /// than that. Then whichever is sooner is enough: a slow disk does not hold up handlers that end meanwhile.
    /// </summary>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public async Task SecureAsync(Task secured, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (_handling.Average < grace && await time.IsInTimeAsync(secured, grace, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var writing = WriteAsync(cancellationToken);
        if (await Task.WhenAny(secured, writing).ConfigureAwait(false) == writing)
        {
            await writing.ConfigureAwait(false);
        }
    }

    /// <summary>Writes what is in memory only; when this returns, it survives a loss of power.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (inMemory() is { Length: > 0 } items)
            {
                var name = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{time.GetUtcNow().ToUnixTimeMilliseconds():D15}-{++_files:D6}.json");
                await store.WriteSegmentAsync(name, SegmentContent.Write(items.Select(item => item.Json)), cancellationToken).ConfigureAwait(false);
                lock (gate)
                {
                    Keep(new Segment(name), items);
                }
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>An update is done: its file goes with the last one in it.</summary>
    public void Finish(InboxItem item)
    {
        _handling.Add(time.GetElapsedTime(item.TakenAt));
        item.IsDone = true;
        item.Secured.Give();
        if (item.Segment is null)
        {
            NoteSecured(1);
        }
        else if (--item.Segment.Remaining == 0)
        {
            Delete(item.Segment);
        }
    }

    /// <summary>Waits for a write that may be on its way; not for a disk that does not answer.</summary>
    public async ValueTask DisposeAsync()
    {
        if (await _writing.WaitAsync(limits.AbortTime).ConfigureAwait(false))
        {
            _writing.Dispose();
        }
    }

    /// <summary>Updates are in a file now, unless they were done meanwhile.</summary>
    private void Keep(Segment segment, IEnumerable<InboxItem> items)
    {
        foreach (var item in items.Where(item => !item.IsDone))
        {
            item.Segment = segment;
            item.Secured.Give();
            segment.Remaining++;
        }

        NoteSecured(segment.Remaining);
        if (segment.Remaining == 0)
        {
            Delete(segment);
        }
    }

    private void NoteSecured(int updates)
    {
        _inMemory -= updates;
        if (_inMemory == 0)
        {
            _allSecured.Give();
        }
    }

    private void Delete(Segment segment)
    {
        try
        {
            store.DeleteSegment(segment.Name);
        }
        catch (IOException exception)
        {
            // Its updates are done, and the journal knows it.
            LogNotDeleted(logger, segment.Name, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Updates set aside in {Name} cannot be read. The file is kept as {Name}.broken.")]
    private static partial void LogBroken(ILogger logger, string name, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Updates set aside in {Name} are done, but the file cannot be deleted. After a restart they are read again and skipped.")]
    private static partial void LogNotDeleted(ILogger logger, string name, Exception exception);
}
