using System.Collections.Concurrent;

namespace TelegramBotStack.Inbox;

/// <summary>Keeps nothing beyond the process; for the rehearsal, which must leave no trace.</summary>
internal sealed class MemoryInboxStore : IInboxStore
{
    // The inbox writes one while handlers that end delete others, as it does with files.
    private readonly ConcurrentDictionary<string, byte[]> _segments = new(StringComparer.Ordinal);
    private byte[] _old = [];
    private List<byte> _journal = [];

    public (byte[] Before, byte[] Current) ReadJournal() => (_old, [.. _journal]);

    public void AppendJournal(ReadOnlySpan<byte> records) => _journal.AddRange(records);

    public void RotateJournal()
    {
        _old = [.. _journal];
        _journal = [];
    }

    public IReadOnlyList<(string Name, byte[] Content)> ReadSegments()
        => [.. _segments.OrderBy(segment => segment.Key, StringComparer.Ordinal).Select(segment => (segment.Key, segment.Value))];

    public Task WriteSegmentAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        _segments[name] = content;
        return Task.CompletedTask;
    }

    public void DeleteSegment(string name) => _segments.TryRemove(name, out _);

    public void KeepPoison(string name, byte[] content)
    {
    }

    public void KeepBroken(string name) => _segments.TryRemove(name, out _);

    public void Dispose()
    {
    }
}
