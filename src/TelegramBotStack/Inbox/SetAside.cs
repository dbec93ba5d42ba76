using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Inbox;

/// <summary>
/// Puts updates that are in memory only on disk, in files of those that were set aside together. Guarded by the inbox, whose
/// gate it takes around the writing.
/// </summary>
internal sealed partial class SetAside(
    Lock gate, Func<InboxItem[]> inMemory, IInboxStore store, Journal journal, InboxLimits limits, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly Signal _allSecured = new();
    private readonly HandlingTime _handling = new(most: 2 * limits.Grace);
    // An update must be in one segment only.
    private readonly SemaphoreSlim _writing = new(1);
    private readonly HashSet<Segment> _segments = [];
    private int _inMemory;
    private int _files;
    private bool _isClosed;

    /// <summary>Completes when all that was taken so far is done or on disk.</summary>
    public Task AllSecured => _inMemory == 0 ? Task.CompletedTask : _allSecured.Next;

    /// <summary>Gives what a predecessor has left, oldest first.</summary>
    /// <param name="take">Takes an update; null for one that needs no handling.</param>
    public void Recover(Func<JsonElement, InboxItem?> take)
    {
        foreach (var (name, content) in store.ReadSegments())
        {
            // What is done in it may be in the oldest file of the journal.
            var segment = new Segment(name, journalFile: 0);
            try
            {
                foreach (var update in SegmentContent.Read(content))
                {
                    if (take(update) is { } item)
                    {
                        Put(item, segment);
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
                continue;
            }

            _segments.Add(segment);
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
        if (secured.IsCompleted)
        {
            return;
        }

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

    /// <summary>
    /// Begins to put updates on disk, so that they can be read while it works. Who calls this calls
    /// <see cref="KeepAsync"/> with what was taken of them.
    /// </summary>
    /// <returns>Null when something else is being written.</returns>
    public SegmentWrite? TryBegin(IEnumerable<JsonElement> updates)
    {
        if (!_writing.Wait(0))
        {
            return null;
        }

        var segment = NextSegment();
        return new SegmentWrite(segment, PutAsync());

        async Task PutAsync() => await store.WriteSegmentAsync(segment.Name, SegmentContent.Write(updates), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Notes that updates are on disk when they are. When they cannot be put there they are in memory only, and written with the next ones.</summary>
    public async Task KeepAsync(SegmentWrite write, IReadOnlyList<InboxItem> items)
    {
        try
        {
            await write.Written.ConfigureAwait(false);
            lock (gate)
            {
                Keep(write.Segment, items);
            }
        }
        catch (Exception exception)
        {
            LogNotWritten(logger, exception);
        }
        finally
        {
            _writing.Release();
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
                var segment = NextSegment();
                await store.WriteSegmentAsync(segment.Name, SegmentContent.Write(items.Select(item => item.Json)), cancellationToken).ConfigureAwait(false);
                lock (gate)
                {
                    Keep(segment, items);
                }
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Whether there are segments that were written before a file of the journal was begun.</summary>
    public bool HasSegmentsBefore(int journalFile) => _segments.Any(segment => segment.JournalFile < journalFile);

    /// <summary>Writes those segments anew, each without what is done in it.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async Task TrimAsync(int journalFile)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            while (NextBefore(journalFile) is { } segment)
            {
                await TrimAsync(segment, journalFile).ConfigureAwait(false);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Writes what is in memory only, and nothing after that.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async Task CloseAsync()
    {
        lock (gate)
        {
            _isClosed = true;
        }

        await WriteAsync(CancellationToken.None).ConfigureAwait(false);
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

    /// <summary>To be called before it is written: what is done meanwhile is in this file of the journal or a later one.</summary>
    private Segment NextSegment() => new(
        string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().ToUnixTimeMilliseconds():D15}-{++_files:D6}.json"),
        journal.File);

    /// <summary>Updates are in a file now, unless they were done meanwhile.</summary>
    private void Keep(Segment segment, IEnumerable<InboxItem> items)
    {
        _segments.Add(segment);
        foreach (var item in items.Where(item => !item.IsDone))
        {
            Put(item, segment);
            item.Secured.Give();
        }

        NoteSecured(segment.Remaining);
        if (segment.Remaining == 0)
        {
            Delete(segment);
        }
    }

    private static void Put(InboxItem item, Segment segment)
    {
        item.Segment = segment;
        segment.Items.Add(item);
        segment.Remaining++;
    }

    private Segment? NextBefore(int journalFile)
    {
        lock (gate)
        {
            return _isClosed ? null : _segments.FirstOrDefault(segment => segment.JournalFile < journalFile);
        }
    }

    private async Task TrimAsync(Segment segment, int journalFile)
    {
        byte[] content;
        lock (gate)
        {
            segment.Items.RemoveAll(item => item.IsDone);
            segment.IsBeingWritten = true;
            content = SegmentContent.Write(segment.Items.Select(item => item.Json));
        }

        try
        {
            await store.WriteSegmentAsync(segment.Name, content, CancellationToken.None).ConfigureAwait(false);
            segment.JournalFile = journalFile;
        }
        finally
        {
            lock (gate)
            {
                segment.IsBeingWritten = false;
                if (segment.Remaining == 0)
                {
                    Delete(segment);
                }
            }
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
        if (segment.IsBeingWritten)
        {
            return;
        }

        _segments.Remove(segment);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Updates could not be written to disk when they came.")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Updates set aside in {Name} cannot be read. The file is kept as {Name}.broken.")]
    private static partial void LogBroken(ILogger logger, string name, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Updates set aside in {Name} are done, but the file cannot be deleted. After a restart they are read again and skipped.")]
    private static partial void LogNotDeleted(ILogger logger, string name, Exception exception);
}

/// <summary>A segment that is on its way to the disk.</summary>
internal sealed record SegmentWrite(Segment Segment, Task Written);
