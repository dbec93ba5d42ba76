using TelegramBotStack.Inbox;

namespace TelegramBotStack.Tests.Inbox;

/// <summary>Keeps nothing beyond the process, and refuses the first segments as a full disk does.</summary>
internal sealed class RefusingStore : IInboxStore
{
    private readonly MemoryInboxStore _kept = new();

    public int Refusals { get; set; }

    public (byte[] Before, byte[] Current) ReadJournal() => _kept.ReadJournal();

    public void AppendJournal(ReadOnlySpan<byte> records) => _kept.AppendJournal(records);

    public void RotateJournal() => _kept.RotateJournal();

    public IReadOnlyList<(string Name, byte[] Content)> ReadSegments() => _kept.ReadSegments();

    public Task WriteSegmentAsync(string name, byte[] content, CancellationToken cancellationToken)
        => Refusals-- > 0 ? Task.FromException(new IOException("No space left on device")) : _kept.WriteSegmentAsync(name, content, cancellationToken);

    public void DeleteSegment(string name) => _kept.DeleteSegment(name);

    public void KeepPoison(string name, byte[] content) => _kept.KeepPoison(name, content);

    public void KeepBroken(string name) => _kept.KeepBroken(name);

    public void Dispose() => _kept.Dispose();
}
