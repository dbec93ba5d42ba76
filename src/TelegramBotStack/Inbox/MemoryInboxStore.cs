namespace TelegramBotStack.Inbox;

/// <summary>Keeps nothing beyond the process; for the rehearsal, which must leave no trace.</summary>
internal sealed class MemoryInboxStore : IInboxStore
{
    private readonly SortedDictionary<string, byte[]> _segments = new(StringComparer.Ordinal);
    private byte[] _old = [];
    private List<byte> _journal = [];

    public byte[] ReadJournal() => [.. _old, .. _journal];

    public void AppendJournal(ReadOnlySpan<byte> records) => _journal.AddRange(records);

    public void RotateJournal()
    {
        _old = [.. _journal];
        _journal = [];
    }

    public IReadOnlyList<(string Name, byte[] Content)> ReadSegments()
        => [.. _segments.Select(segment => (segment.Key, segment.Value))];

    public Task WriteSegmentAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        _segments[name] = content;
        return Task.CompletedTask;
    }

    public void DeleteSegment(string name) => _segments.Remove(name);

    public void KeepBroken(string name) => _segments.Remove(name);

    public void Dispose()
    {
    }
}
