using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Monitoring;

/// <summary>
/// Updates per second, from what an instance has counted between two of its heartbeats. By its own clock, so that the
/// way to the host makes no difference.
/// </summary>
internal sealed class UpdateRates
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<(DateTimeOffset StartedAt, DateTimeOffset At, long Ended)>> seen = [];

    /// <summary>Takes a look at an instance.</summary>
    /// <param name="id">Which process's instance it is.</param>
    /// <param name="status">What it says of itself.</param>
    /// <returns>The rate over the last seconds; null before there are two heartbeats of this process.</returns>
    public double? Add(string id, InstanceStatus status)
    {
        lock (gate)
        {
            if (!seen.TryGetValue(id, out var looks))
            {
                seen[id] = looks = new();
            }

            Add(looks, status);
            var (_, firstAt, first) = looks.Peek();
            var (_, lastAt, last) = looks.Last();
            return lastAt > firstAt ? Math.Max(0, last - first) / (lastAt - firstAt).TotalSeconds : null;
        }
    }

    /// <summary>Forgets the instances that are gone.</summary>
    public void Keep(IReadOnlySet<string> ids)
    {
        lock (gate)
        {
            foreach (var id in seen.Keys.Where(id => !ids.Contains(id)).ToArray())
            {
                seen.Remove(id);
            }
        }
    }

    private static void Add(Queue<(DateTimeOffset StartedAt, DateTimeOffset At, long Ended)> looks, InstanceStatus status)
    {
        if (looks.Count > 0 && looks.Last().StartedAt != status.StartedAt)
        {
            looks.Clear();
        }

        if (looks.Count == 0 || looks.Last().At < status.HeartbeatAt)
        {
            looks.Enqueue((status.StartedAt, status.HeartbeatAt, (status.Updates?.Handled ?? 0) + (status.Updates?.Failed ?? 0)));
        }

        while (looks.Count > 2 && status.HeartbeatAt - looks.Peek().At > Window)
        {
            looks.Dequeue();
        }
    }
}
