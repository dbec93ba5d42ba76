using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Inbox;

/// <summary>
/// Knows which updates are in memory only, and puts them on disk, in files of those that were set aside together. Guarded
/// by the inbox, but for the writing.
/// </summary>
internal sealed partial class SetAside(IInboxStore store, TimeProvider time, ILogger logger)
{
    private readonly Signal _allSecured = new();
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

    /// <summary>Writes updates; when this returns, they survive a loss of power. Called without the gate.</summary>
    /// <returns>The file they are in.</returns>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public async Task<Segment> WriteAsync(IEnumerable<InboxItem> items, CancellationToken cancellationToken)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{time.GetUtcNow().ToUnixTimeMilliseconds():D15}-{++_files:D6}.json");
        await store.WriteSegmentAsync(name, SegmentContent.Write(items.Select(item => item.Json)), cancellationToken).ConfigureAwait(false);
        return new Segment(name);
    }

    /// <summary>Updates are in a file now, unless they were done meanwhile.</summary>
    public void Keep(Segment segment, IEnumerable<InboxItem> items)
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

    /// <summary>An update is done: its file goes with the last one in it.</summary>
    public void Finish(InboxItem item)
    {
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
