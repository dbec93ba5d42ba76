namespace TelegramBotStack.Watching;

/// <summary>
/// Looks once a second, and tells the places when the bot goes bad and when it is well again. Holds no lease, polls
/// nothing, and writes only its own state.
/// </summary>
internal sealed class Watcher : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TelegramInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WriteInterval = TimeSpan.FromSeconds(5);

    private readonly WatchSettings _settings;
    private readonly TimeProvider _time;
    private readonly Action<string> _log;
    private readonly DataSight _data;
    private readonly TelegramSight? _telegram;
    private readonly IReadOnlyList<Outbox> _outboxes;
    private readonly Lock _writing = new();
    private WatcherState _state;
    private Task<TelegramView?>? _asked;
    private DateTimeOffset _askedAt;
    private bool _lastWriteFailed;

    public Watcher(
        WatchSettings settings, TelegramSight? telegram, IReadOnlyList<AlertPlace> places, TimeProvider time, Action<string> log)
    {
        _settings = settings;
        _telegram = telegram;
        _time = time;
        _log = log;
        _data = new DataSight(settings.Data);
        var now = time.GetUtcNow();
        _state = WatcherState.Read(settings.StateFile) with { StartedAt = now, SeenAt = now };
        _outboxes = [.. places.Select(place => new Outbox(place, _state.Waiting.GetValueOrDefault(place.Name) ?? [], time, log))];
        foreach (var outbox in _outboxes)
        {
            outbox.Changed += Write;
        }
    }

    public void Dispose()
    {
        foreach (var outbox in _outboxes)
        {
            outbox.Dispose();
        }
    }

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Write();
        var sending = Task.WhenAll(_outboxes.Select(outbox => outbox.RunAsync(cancellationToken)));
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            do
            {
                await LookAsync(cancellationToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to finish.
        }

        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Write();
    }

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var sighting = _data.Look(now, await TelegramAsync(now, cancellationToken).ConfigureAwait(false));
        if (Judge(sighting, now))
        {
            Write();
        }
    }

    /// <returns>Whether there is something to write down.</returns>
    private bool Judge(Sighting sighting, DateTimeOffset now)
    {
        // Together, or what was told could be written down without the message that is still to be sent.
        lock (_writing)
        {
            var before = _state;
            var memory = before.Memory.With(sighting, _settings.LeastFreeBytes);
            var (alarm, announcement) = Alarm.Step(before.Alarm, Diagnostics.Of(sighting, memory), now, _settings.Times);
            _state = before with { Alarm = alarm, Memory = memory };
            if (announcement is not null)
            {
                Tell(announcement, now);
            }

            return now - before.SeenAt >= WriteInterval || alarm != before.Alarm || memory.Restarts.Count != before.Memory.Restarts.Count;
        }
    }

    private void Tell(Announcement announcement, DateTimeOffset now)
    {
        var alert = new Alert($"{_settings.Bot} on {_settings.Host}: {announcement.Text}", _settings.Bot, _settings.Host, announcement.State, now);
        _log(alert.Text);
        foreach (var outbox in _outboxes)
        {
            outbox.Add(alert);
        }
    }

    /// <summary>What Telegram said, once, when it has; it is asked beside the watching, which must not wait for it.</summary>
    private async Task<TelegramView?> TelegramAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_telegram is null)
        {
            return null;
        }

        if (_asked is { IsCompleted: true } answered)
        {
            _asked = null;
            return await answered.ConfigureAwait(false);
        }

        if (_asked is null && now - _askedAt >= TelegramInterval)
        {
            _askedAt = now;
            _asked = _telegram.LookAsync(cancellationToken);
        }

        return null;
    }

    private void Write()
    {
        lock (_writing)
        {
            _state = _state with
            {
                SeenAt = _time.GetUtcNow(),
                Waiting = _outboxes.ToDictionary(outbox => outbox.Place, outbox => outbox.Waiting),
            };
            try
            {
                _state.Write(_settings.StateFile);
                _lastWriteFailed = false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A full disk is a thing to tell, not to fall over.
                if (!_lastWriteFailed)
                {
                    _log($"What was told cannot be written down: {exception.Message}");
                }

                _lastWriteFailed = true;
            }
        }
    }
}
