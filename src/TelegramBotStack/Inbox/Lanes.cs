namespace TelegramBotStack.Inbox;

/// <summary>One queue for each chat that has something to do; the first of each may run. Guarded by the inbox.</summary>
internal sealed class Lanes
{
    private readonly Dictionary<long, Queue<InboxItem>> _lanes = [];
    private readonly Queue<long> _ready = new();

    public void Enqueue(InboxItem item)
    {
        if (_lanes.TryGetValue(item.Lane, out var lane))
        {
            lane.Enqueue(item);
            return;
        }

        _lanes.Add(item.Lane, new Queue<InboxItem>([item]));
        _ready.Enqueue(item.Lane);
    }

    /// <summary>The next that may run, of the chat that has waited longest; null when there is none.</summary>
    public InboxItem? Next() => _ready.TryDequeue(out var key) ? _lanes[key].Peek() : null;

    /// <summary>What comes after this one may run.</summary>
    public void Advance(InboxItem item)
    {
        var lane = _lanes[item.Lane];
        lane.Dequeue();
        if (lane.Count > 0)
        {
            _ready.Enqueue(item.Lane);
        }
        else
        {
            _lanes.Remove(item.Lane);
        }
    }
}
