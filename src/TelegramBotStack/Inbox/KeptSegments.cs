using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Inbox;

/// <summary>The segments that are on disk, and what is not done in them. Guarded by the inbox, whose gate it takes around the writing.</summary>
internal sealed partial class KeptSegments(Lock gate, IInboxStore store, ILogger logger)
{
    private readonly HashSet<Segment> _segments = [];
    private bool _isClosed;

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
                Add(segment, SegmentContent.Read(content).Select(take).OfType<InboxItem>());
            }
            catch (JsonException exception)
            {
                LogBroken(logger, name, exception);
                store.KeepBroken(name);
            }
        }
    }

    /// <summary>Updates are in a segment now.</summary>
    public void Add(Segment segment, IEnumerable<InboxItem> items)
    {
        _segments.Add(segment);
        foreach (var item in items)
        {
            item.Segment = segment;
            segment.Items.Add(item);
            segment.Remaining++;
        }

        DeleteIfDone(segment);
    }

    /// <summary>An update of it is done: its file goes with the last one.</summary>
    public void Finish(Segment segment)
    {
        segment.Remaining--;
        DeleteIfDone(segment);
    }

    /// <summary>Whether there are segments that were written before a file of the journal was begun.</summary>
    public bool HasBefore(int journalFile) => _segments.Any(segment => segment.JournalFile < journalFile);

    /// <summary>Writes those segments anew, each without what is done in it. Called without the gate, and while nothing else is written.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async Task TrimAsync(int journalFile)
    {
        while (NextBefore(journalFile) is { } segment)
        {
            await TrimAsync(segment, journalFile).ConfigureAwait(false);
        }
    }

    /// <summary>None is written anew from now on.</summary>
    public void Close() => _isClosed = true;

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
                DeleteIfDone(segment);
            }
        }
    }

    private void DeleteIfDone(Segment segment)
    {
        if (segment.Remaining > 0 || segment.IsBeingWritten)
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Updates set aside in {Name} cannot be read. The file is kept as {Name}.broken.")]
    private static partial void LogBroken(ILogger logger, string name, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Updates set aside in {Name} are done, but the file cannot be deleted. After a restart they are read again and skipped.")]
    private static partial void LogNotDeleted(ILogger logger, string name, Exception exception);
}
