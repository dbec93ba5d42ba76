using TelegramBotStack.Simulator.Playground;

namespace TelegramBotStack.Simulator.BotApi;

/// <summary>The calls of one bot: all counted, the newest remembered.</summary>
internal sealed class CallLog(int kept, BotFeed feed)
{
    private readonly Lock _gate = new();
    private readonly Queue<ApiCall> _calls = [];
    private readonly Dictionary<string, long> _byMethod = new(StringComparer.Ordinal);
    private long _total;
    private long _answered;

    public IReadOnlyList<ApiCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>The newest calls, and how many were answered in all, the last of them included.</summary>
    public (IReadOnlyList<ApiCall> Calls, long Answered) Newest(int count)
    {
        lock (_gate)
        {
            return ([.. _calls.TakeLast(count)], _answered);
        }
    }

    public (long Total, IReadOnlyDictionary<string, long> ByMethod) Counts
    {
        get
        {
            lock (_gate)
            {
                return (_total, new Dictionary<string, long>(_byMethod));
            }
        }
    }

    /// <summary>Counts a call when it arrives: a poll that is still open has been made.</summary>
    public void Count(string method)
    {
        lock (_gate)
        {
            _total++;
            _byMethod[method] = _byMethod.GetValueOrDefault(method) + 1;
        }
    }

    /// <summary>Remembers a call when it is answered.</summary>
    public void Remember(ApiCall call)
    {
        lock (_gate)
        {
            _calls.Enqueue(call);
            feed.Answered(++_answered, call);
            if (_calls.Count > kept)
            {
                _calls.Dequeue();
            }
        }
    }
}
