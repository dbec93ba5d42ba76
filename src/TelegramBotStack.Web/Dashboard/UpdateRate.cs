using Microsoft.Extensions.Hosting;
using TelegramBotStack.Status;

namespace TelegramBotStack.Web.Dashboard;

/// <summary>How many updates a second were done in the last minute.</summary>
internal sealed class UpdateRate(StatusBoard status, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private const int Samples = 12;

    private readonly Lock _gate = new();
    private readonly Queue<(long At, long Done)> _samples = new();

    public double PerSecond
    {
        get
        {
            lock (_gate)
            {
                return _samples.TryPeek(out var first) && time.GetElapsedTime(first.At) is { TotalSeconds: >= 1 } span
                    ? (Done() - first.Done) / span.TotalSeconds
                    : 0;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lock (_gate)
        {
            _samples.Clear();
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                Sample();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Not the active instance any more.
        }
    }

    private void Sample()
    {
        lock (_gate)
        {
            _samples.Enqueue((time.GetTimestamp(), Done()));
            if (_samples.Count > Samples)
            {
                _samples.Dequeue();
            }
        }
    }

    private long Done()
    {
        var updates = status.Current.Updates;
        return updates.Handled + updates.Failed;
    }
}
