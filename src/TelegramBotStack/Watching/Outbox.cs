using System.Globalization;

namespace TelegramBotStack.Watching;

/// <summary>
/// Holds what is to be told until it has arrived, for each place by itself: while Telegram cannot be reached, messages
/// wait. Bounded: the oldest give way, and nothing is told a day late.
/// </summary>
internal sealed class Outbox(AlertPlace place, IEnumerable<Alert> waiting, TimeProvider time, Action<string> log) : IDisposable
{
    private const int Most = 20;
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly List<Alert> _waiting = [.. waiting.TakeLast(Most)];
    private readonly SemaphoreSlim _added = new(0, 1);

    /// <summary>Raised when something has arrived.</summary>
    public event Action? Changed;

    public string Place => place.Name;

    public IReadOnlyList<Alert> Waiting
    {
        get
        {
            lock (_gate)
            {
                return [.. _waiting];
            }
        }
    }

    public void Add(Alert alert)
    {
        lock (_gate)
        {
            _waiting.Add(alert);
            _waiting.RemoveRange(0, Math.Max(0, _waiting.Count - Most));
            if (_added.CurrentCount == 0)
            {
                _added.Release();
            }
        }
    }

    public void Dispose() => _added.Dispose();

    /// <summary>Sends what waits, oldest first, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (true)
        {
            if (Next() is not { } alert)
            {
                await _added.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (await place.SendAsync(Dated(alert), cancellationToken).ConfigureAwait(false) is not { } problem)
            {
                pause = FirstPause;
                Remove(alert);
                continue;
            }

            var wait = problem.RetryAfter is { } wanted && wanted < LongestPause ? wanted : pause;
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            log(string.Create(CultureInfo.InvariantCulture, $"{place.Name}: {problem.Reason}; trying again in {wait.TotalSeconds:0} s."));
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private Alert? Next()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _waiting.RemoveAll(alert => now - alert.Time > Oldest);
            return _waiting.FirstOrDefault();
        }
    }

    private void Remove(Alert alert)
    {
        lock (_gate)
        {
            _waiting.Remove(alert);
        }

        Changed?.Invoke();
    }

    private Alert Dated(Alert alert) => time.GetUtcNow() - alert.Time < Late
        ? alert
        : alert with { Text = string.Create(CultureInfo.InvariantCulture, $"{alert.Text} (at {alert.Time.UtcDateTime:yyyy-MM-dd HH:mm} UTC)") };
}
