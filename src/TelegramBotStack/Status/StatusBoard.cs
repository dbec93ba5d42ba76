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

    /// <summary>Raised after a change of state or another conflict, on the thread that made it.</summary>
    public event Action? StateChanged;

    public InstanceStatus Current
    {
        get
        {
            lock (_gate)
            {
                return _status;
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

    public void Count(long handled = 0, long redelivered = 0, long failed = 0) => Change(status => status with
    {
        Updates = status.Updates with
        {
            Handled = status.Updates.Handled + handled,
            Redelivered = status.Updates.Redelivered + redelivered,
            Failed = status.Updates.Failed + failed,
        },
    });

    public void NoteError(string code, string message) => Change(status => status with
    {
        LastError = new LastError(time.GetUtcNow(), code, mask.Apply(message)),
    });
}
