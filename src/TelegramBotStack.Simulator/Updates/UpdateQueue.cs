namespace TelegramBotStack.Simulator.Updates;

/// <summary>
/// The unconfirmed updates of one bot, with the offset rules of the public server (TDLib's TQueue.cpp and Client.cpp,
/// do_get_updates). Not thread-safe: the bot's gate guards it.
/// </summary>
internal sealed class UpdateQueue(Func<int> randomFirstId, int maximumEvents = 100_000)
{
    private const int MaximumAhead = 10;
    private const int MaximumAnswerBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan IdsStayConsecutiveFor = TimeSpan.FromDays(7);

    private readonly LinkedList<QueuedUpdate> _events = [];
    private int _tail = randomFirstId();
    private DateTimeOffset _lastPush = DateTimeOffset.MaxValue;

    public int Pending => _events.Count;

    /// <summary>What is not confirmed, oldest first.</summary>
    public IEnumerable<QueuedUpdate> All => _events;

    public long Created { get; private set; }

    public long Confirmed { get; private set; }

    public long Expired { get; private set; }

    public long Rejected { get; private set; }

    /// <summary>The first unconfirmed id, or the next id to be given when there is none.</summary>
    public int Head => _events.First?.Value.Id ?? _tail;

    /// <summary>The next id to be given.</summary>
    public int Tail => _tail;

    /// <summary>Adds an update; a full queue refuses it, as the server does.</summary>
    public QueuedUpdate? TryPush(Func<int, (byte[] Json, long Key)> create, TimeSpan lifetime, DateTimeOffset now)
    {
        if (_events.Count >= maximumEvents)
        {
            Rejected++;
            return null;
        }

        if (_events.Count == 0 && _lastPush < now - IdsStayConsecutiveFor)
        {
            _tail = randomFirstId();
        }

        var (json, key) = create(_tail);
        var update = new QueuedUpdate(_tail, json, now + lifetime, key);
        _events.AddLast(update);
        _tail++;
        _lastPush = now;
        Created++;
        return update;
    }

    /// <summary>Forgets an update that a webhook has taken.</summary>
    public void Confirm(QueuedUpdate update)
    {
        if (_events.Remove(update))
        {
            Confirmed++;
        }
    }

    /// <summary>Forgets an update that no webhook has taken in time.</summary>
    public void Expire(QueuedUpdate update)
    {
        if (_events.Remove(update))
        {
            Expired++;
        }
    }

    /// <summary>
    /// Confirms everything before <paramref name="offset"/> and returns what follows, without confirming it. A negative
    /// offset keeps that many of the newest and confirms the rest; an offset far outside the queue is ignored.
    /// </summary>
    public IReadOnlyList<QueuedUpdate> Get(int offset, int limit, DateTimeOffset now)
    {
        if (offset < 0)
        {
            for (var surplus = _events.Count + (long)offset; surplus > 0; surplus--)
            {
                ConfirmFirst();
            }
        }

        var isInRange = offset > 0 && offset <= (long)_tail + MaximumAhead && offset >= (long)Head - maximumEvents;
        while (isInRange && _events.First is { } first && first.Value.Id < offset)
        {
            ConfirmFirst();
        }

        return Peek(limit, now);
    }

    /// <summary>Empties the queue (drop_pending_updates, logOut).</summary>
    public void Clear()
    {
        while (_events.Count > 0)
        {
            ConfirmFirst();
        }
    }

    private List<QueuedUpdate> Peek(int limit, DateTimeOffset now)
    {
        List<QueuedUpdate> found = [];
        var bytes = 0;
        for (var node = _events.First; node is not null && found.Count < limit;)
        {
            var next = node.Next;
            if (node.Value.ExpiresAt < now)
            {
                _events.Remove(node);
                Expired++;
            }
            else
            {
                bytes += node.Value.Json.Length;
                if (bytes > MaximumAnswerBytes && found.Count > 0)
                {
                    break;
                }

                found.Add(node.Value);
            }

            node = next;
        }

        return found;
    }

    private void ConfirmFirst()
    {
        _events.RemoveFirst();
        Confirmed++;
    }
}
