using TelegramBotStack.Configuration;

namespace TelegramBotStack.Status;

/// <summary>What this instance says about itself. Changed from anywhere, read by <see cref="StatusFile"/>.</summary>
internal sealed class StatusBoard(string instance, string release, TimeProvider time, SecretMask mask)
{
    private readonly Lock _gate = new();
    private InstanceStatus _status = new()
    {
        Instance = instance,
        Release = release,
        Pid = Environment.ProcessId,
        StartedAt = time.GetUtcNow(),
        HeartbeatAt = time.GetUtcNow(),
    };

    // Apart from the rest, because they change with every update.
    private long _handled;
    private long _redelivered;
    private long _failed;
    private long _poisoned;
    private long _pending;
    private double _lag = double.NaN;

    /// <summary>Raised after a change of state or another conflict, on the thread that made it.</summary>
    public event Action? StateChanged;

    public InstanceStatus Current
    {
        get
        {
            lock (_gate)
            {
                return _status with
                {
                    Updates = new UpdateCounts(
                        Volatile.Read(ref _handled), Volatile.Read(ref _pending), Volatile.Read(ref _redelivered), Volatile.Read(ref _failed),
                        Volatile.Read(ref _poisoned)),
                    LagMilliseconds = Volatile.Read(ref _lag) is var lag && double.IsNaN(lag) ? null : lag,
                };
            }
        }
    }

    public void Change(Func<InstanceStatus, InstanceStatus> change)
    {
        bool moved;
        lock (_gate)
        {
            var before = _status;
            _status = change(_status);
            moved = _status.State != before.State || _status.Conflicts != before.Conflicts;
        }

        if (moved)
        {
            StateChanged?.Invoke();
        }
    }

    public void Enter(InstanceState state) => Change(status => status with { State = state });

    public void Count(long handled = 0, long redelivered = 0, long failed = 0, long poisoned = 0)
    {
        Interlocked.Add(ref _handled, handled);
        Interlocked.Add(ref _redelivered, redelivered);
        Interlocked.Add(ref _failed, failed);
        Interlocked.Add(ref _poisoned, poisoned);
    }

    public void ShowPending(int updates) => Volatile.Write(ref _pending, updates);

    public void ShowLag(double milliseconds) => Volatile.Write(ref _lag, milliseconds);

    public void NoteError(string code, string message) => Change(status => status with
    {
        LastError = new LastError(time.GetUtcNow(), code, mask.Apply(message)),
    });
}
