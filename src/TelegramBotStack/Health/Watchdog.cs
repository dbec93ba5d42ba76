using TelegramBotStack.Instances;
using TelegramBotStack.Status;

namespace TelegramBotStack.Health;

/// <summary>
/// Ends a process that hangs, so that the restart policy can act and the lease goes to a standby. Has a thread of its
/// own and blocks it on purpose: what it watches for includes a thread pool that runs nothing any more.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly BotInstance _instance;
    private readonly TimeSpan _hangAfter;
    private readonly TextWriter _error;
    private readonly Action<int> _exit;
    private readonly ManualResetEvent _stop = new(false);

    private Watchdog(BotInstance instance, TimeSpan hangAfter, TextWriter error, Action<int> exit)
    {
        _instance = instance;
        _hangAfter = hangAfter;
        _error = error;
        _exit = exit;
    }

    public static Watchdog Start(BotInstance instance, TimeSpan hangAfter, TextWriter error, Action<int> exit)
    {
        var watchdog = new Watchdog(instance, hangAfter, error, exit);
        new Thread(watchdog.Watch) { IsBackground = true, Name = "watchdog" }.Start();
        return watchdog;
    }

    public void Dispose() => _stop.Set();

    private void Watch()
    {
        while (!_stop.WaitOne(Interval))
        {
            if (Hang() is { } hang)
            {
                _error.WriteLine($"The bot hangs: {hang}. It ends itself with exit code {ExitCode.Hung}, to be started again.");
                NoteHang(hang);
                _exit(ExitCode.Hung);
                return;
            }
        }
    }

    private string? Hang()
    {
        if (_instance.TimeSinceHeartbeat > _hangAfter)
        {
            return FormattableString.Invariant($"its thread pool has run nothing for {_instance.TimeSinceHeartbeat.TotalSeconds:0} s");
        }

        if (_instance.TimeSinceStop > BotInstance.TimeToStop)
        {
            return FormattableString.Invariant($"it has not ended within {BotInstance.TimeToStop.TotalSeconds:0} s of being told to");
        }

        // Parking takes as long as stopping may, whatever is set.
        var state = _instance.Status.Current.State;
        var limit = state switch
        {
            InstanceState.Starting or InstanceState.Active => _hangAfter,
            InstanceState.Parking => _hangAfter > BotInstance.TimeToStop ? _hangAfter : BotInstance.TimeToStop,
            _ => TimeSpan.MaxValue,
        };
        return _instance.Liveness.Age > limit
            ? FormattableString.Invariant($"nothing has got on for {_instance.Liveness.Age.TotalSeconds:0} s while {state}")
            : null;
    }

    private void NoteHang(string hang)
    {
        // The disk may be what hangs.
        var noting = new Thread(() => _instance.Fail("hung", $"The bot hung: {hang}.")) { IsBackground = true };
        noting.Start();
        noting.Join(Interval);
    }
}
