namespace TelegramBotStack.Simulator.Updates;

/// <summary>Which getUpdates requests are open, and when there was more than one. Guarded by the bot's gate.</summary>
internal sealed class OpenPolls(TimeProvider time)
{
    private const int OverlapsKept = 1_000;

    private readonly HashSet<Poll> _open = [];
    private readonly Queue<PollOverlap> _overlaps = [];
    private DateTimeOffset _overlapStart;

    public IReadOnlyList<PollOverlap> Overlaps
        => _open.Count > 1 ? [.. _overlaps, new PollOverlap(_overlapStart, time.GetUtcNow())] : [.. _overlaps];

    public int Count => _open.Count;

    public void Open(Poll poll)
    {
        // A client that hung up is no longer a consumer, even if the server has not been told yet.
        foreach (var gone in _open.Where(other => other.IsClientGone).ToArray())
        {
            Close(gone);
        }

        if (_open.Add(poll) && _open.Count == 2)
        {
            _overlapStart = time.GetUtcNow();
        }
    }

    public void Close(Poll poll)
    {
        if (!_open.Remove(poll) || _open.Count != 1)
        {
            return;
        }

        _overlaps.Enqueue(new PollOverlap(_overlapStart, time.GetUtcNow()));
        if (_overlaps.Count > OverlapsKept)
        {
            _overlaps.Dequeue();
        }
    }
}
