using Microsoft.Extensions.Logging;
using TelegramBotStack.Polling;

namespace TelegramBotStack.Outgoing;

/// <summary>
/// A circuit breaker that holds calls back instead of failing them: while Telegram cannot be reached, one call at a time
/// tries whether it can be again, with growing pauses, and the others wait for it.
/// </summary>
internal sealed partial class Outage(TimeProvider time, Random random, ILogger logger)
{
    /// <summary>So many failures in a row are an outage.</summary>
    public const int Threshold = 5;

    private readonly Lock _gate = new();
    private readonly Backoff _backoff = new(random);
    private int _failures;
    private bool _isProbed;
    private long _since;
    private TaskCompletionSource _changed = New();
    private Task _pause = Task.CompletedTask;
    private volatile bool _isOpen;

    /// <summary>True while calls are held back.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Returns at once unless there is an outage.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (_isOpen)
        {
            Task changed, pause;
            lock (_gate)
            {
                if (!_isOpen)
                {
                    return;
                }

                if (_pause.IsCompleted && !_isProbed)
                {
                    _isProbed = true;
                    return;
                }

                (changed, pause) = (_changed.Task, _isProbed ? _changed.Task : _pause);
            }

            await Task.WhenAny(changed, pause).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Telegram has answered, whatever it said.</summary>
    public void Answered()
    {
        // Read without the lock: this is on the way of every call.
        if (_failures == 0)
        {
            return;
        }

        var lasted = TimeSpan.Zero;
        lock (_gate)
        {
            _failures = 0;
            _backoff.Reset();
            if (_isOpen)
            {
                lasted = time.GetElapsedTime(_since);
                _isOpen = false;
                Signal();
            }
        }

        if (lasted > TimeSpan.Zero)
        {
            LogOver(logger, lasted.TotalSeconds);
        }
    }

    /// <summary>A call got no answer, or a 5xx.</summary>
    public void Failed(string error)
    {
        var opens = false;
        lock (_gate)
        {
            _failures++;
            if (_failures == Threshold)
            {
                opens = true;
                _isOpen = true;
                _since = time.GetTimestamp();
                _backoff.Next();
            }

            // Calls that were under way when it began say nothing new.
            if (opens || _isProbed)
            {
                _pause = Task.Delay(_backoff.Next(), time);
                Signal();
            }
        }

        if (opens)
        {
            LogOutage(logger, Threshold, error);
        }
    }

    /// <summary>The call was given up before anybody could tell.</summary>
    public void GivenUp()
    {
        lock (_gate)
        {
            if (_isProbed)
            {
                Signal();
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _isProbed = false;
        var changed = _changed;
        _changed = New();
        changed.SetResult();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} calls in a row have failed; the last: {Error} Calls wait until Telegram answers again.")]
    private static partial void LogOutage(ILogger logger, int count, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Telegram answers again, after {Seconds:0} s.")]
    private static partial void LogOver(ILogger logger, double seconds);
}
