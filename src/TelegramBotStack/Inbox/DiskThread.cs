namespace TelegramBotStack.Inbox;

/// <summary>
/// Waits for the disk in place of the threads of the pool: a machine with one processor has one there, and handlers must
/// not wait. One thread for all, since to make one costs as much as a write.
/// </summary>
internal sealed class DiskThread : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<(Action Work, TaskCompletionSource Done)> _waiting = new();
    private Thread? _thread;
    private bool _isEnding;

    /// <summary>Does the work after that which was given before.</summary>
    public Task RunAsync(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isEnding, this);
            _waiting.Enqueue((work, done));
            if (_thread is null)
            {
                _thread = new Thread(Work) { IsBackground = true, Name = "Inbox disk" };
                _thread.UnsafeStart();
            }

            Monitor.Pulse(_gate);
        }

        return done.Task;
    }

    /// <summary>What was given is still done; nobody waits for that here.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Work()
    {
        while (Next() is var (work, done))
        {
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }
    }

    private (Action Work, TaskCompletionSource Done)? Next()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_isEnding)
            {
                Monitor.Wait(_gate);
            }

            return _waiting.TryDequeue(out var next) ? next : null;
        }
    }
}
