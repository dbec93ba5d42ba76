using TelegramBotStack.Sessions;
using TelegramBotStack.Storage;

namespace TelegramBotStack;

/// <summary>
/// What a bot remembers of a user or chat between updates. It is written once when the handler has ended, if it has changed,
/// and not when the handler has failed.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed class Session<T> : ISession
    where T : class, new()
{
    private readonly SessionOptions<T> _options;
    private readonly StorageJson _json;
    private readonly string _key;
    private readonly long _version;
    private readonly ReadOnlyMemory<byte> _before;
    private T _value;
    private bool _isCleared;

    internal Session(SessionOptions<T> options, string key, StoredValue<StoredSession> stored, int update, StorageJson json)
    {
        _options = options;
        _json = json;
        _key = key;
        _version = stored.Version;
        _value = stored.Value?.Read<T>(json) ?? new T();
        _before = json.Serialize(_value);
        WasSaved = stored.Value?.Update == update;
    }

    /// <summary>What it holds; a new object when there was nothing.</summary>
    public T Value
    {
        get => _value;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _value = value;
            _isCleared = false;
        }
    }

    /// <summary>
    /// True when this update was handled to its end before and is delivered again, since the process was killed just then: what
    /// the handler changes is in the session already.
    /// </summary>
    public bool WasSaved { get; }

    string ISession.Name => _options.Name;

    /// <summary>Forgets it, once the handler has ended.</summary>
    public void Clear()
    {
        _value = new T();
        _isCleared = true;
    }

    bool ISession.AddTo(StorageBatch batch, int update)
    {
        if (_isCleared)
        {
            if (_version != 0)
            {
                batch.DeleteIf(_key, _version);
            }

            return _version != 0;
        }

        var now = _json.Serialize(_value);
        if (now.Span.SequenceEqual(_before.Span))
        {
            return false;
        }

        batch.SetIf(_key, StoredSession.Of(now, update), _version, _options.ForgetAfter);
        return true;
    }
}
