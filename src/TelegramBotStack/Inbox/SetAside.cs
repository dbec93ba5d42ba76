using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Inbox;

/// <summary>
/// Puts updates that are in memory only on disk, in files of those that were set aside together. Guarded by the inbox, whose
/// gate it takes around the writing.
/// </summary>
internal sealed partial class SetAside(
    Lock gate,
    Func<InboxItem[]> inMemory,
    IInboxStore store,
    KeptSegments kept,
    Journal journal,
    InboxLimits limits,
    TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    private readonly Signal _allSecured = new();
    private readonly HandlingTime _handling = new(most: 2 * limits.Grace);
    // An update must be in one segment only.
    private readonly SemaphoreSlim _writing = new(1);
    private int _inMemory;
    private int _files;

    /// <summary>Completes when all that was taken so far is done or on disk.</summary>
    public Task AllSecured => _inMemory == 0 ? Task.CompletedTask : _allSecured.Next;

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

    /// <summary>Writes segments of before that file of the journal anew, without what is done in them.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async Task TrimAsync(int journalFile)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            await kept.TrimAsync(journalFile).ConfigureAwait(false);
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
            kept.Close();
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
        else
        {
            kept.Finish(item.Segment);
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
        kept.Add(segment, items.Where(item => !item.IsDone));
        segment.Items.ForEach(item => item.Secured.Give());
        NoteSecured(segment.Items.Count);
    }

    private void NoteSecured(int updates)
    {
        _inMemory -= updates;
        if (_inMemory == 0)
        {
            _allSecured.Give();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Updates could not be written to disk when they came.")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);
}

/// <summary>A segment that is on its way to the disk.</summary>
internal sealed record SegmentWrite(Segment Segment, Task Written);
