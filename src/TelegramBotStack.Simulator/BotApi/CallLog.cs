namespace TelegramBotStack.Simulator.BotApi;

/// <summary>The calls of one bot: all counted, the newest remembered.</summary>
internal sealed class CallLog(int kept)
{
    private readonly Lock _gate = new();
    private readonly Queue<ApiCall> _calls = [];
    private readonly Dictionary<string, long> _byMethod = new(StringComparer.Ordinal);
    private long _total;

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
            if (_calls.Count > kept)
            {
                _calls.Dequeue();
            }
        }
    }
}
