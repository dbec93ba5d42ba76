using TelegramBotStack.Status;

namespace TelegramBotStack.Watching;

/// <summary>
/// What of earlier sightings matters for the next diagnosis. Immutable and small: it is written down, so that a watcher
/// that is restarted goes on where it was.
/// </summary>
internal sealed record Memory
{
    private static readonly TimeSpan RestartWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SampleWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(5);
    private const int MostRestarts = 50;
    private const int MostViews = 6;

    /// <summary>The instance that was the holder last, and when its process started.</summary>
    public string? Instance { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the holder was seen to have been started again, within the last 10 minutes.</summary>
    public IReadOnlyList<DateTimeOffset> Restarts { get; init; } = [];

    /// <summary>What this process of the holder had counted, over the last 5 minutes.</summary>
    public IReadOnlyList<Counts> Samples { get; init; } = [];

    /// <summary>The last answers of Telegram, a minute apart.</summary>
    public IReadOnlyList<View> Views { get; init; } = [];

    /// <summary>The last error that ended a process of the holder, and when it was seen.</summary>
    public LastError? Failure { get; init; }

    public bool IsDiskLow { get; init; }

    public Memory With(Sighting sighting, long leastFreeBytes) =>
        WithHolder(sighting) with
        {
            Views = sighting.Telegram is { } view
                ? [.. Views.TakeLast(MostViews - 1), new View(view.IsRefused, view.Pending, view.WebhookHost, view.Ahead?.TotalSeconds, sighting.Holder?.Updates.Handled ?? 0)]
                : Views,
            // Well again only with a tenth more, or every file that comes and goes would be news.
            IsDiskLow = sighting.FreeBytes is { } free && free < (IsDiskLow ? leastFreeBytes + (leastFreeBytes / 10) : leastFreeBytes),
        };

    private Memory WithHolder(Sighting sighting)
    {
        if (sighting.Holder is not { } holder)
        {
            return this;
        }

        var now = sighting.At;
        var isSameProcess = Instance == holder.Instance && StartedAt == holder.StartedAt;
        IEnumerable<DateTimeOffset> restarts = Restarts.Where(restart => now - restart < RestartWindow);
        if (Instance != holder.Instance)
        {
            // Another instance has taken over: what the one before did is over.
            restarts = [];
        }
        else if (!isSameProcess)
        {
            restarts = restarts.TakeLast(MostRestarts - 1).Append(now);
        }

        return this with
        {
            Instance = holder.Instance,
            StartedAt = holder.StartedAt,
            Restarts = [.. restarts],
            Samples = isSameProcess ? Sampled(holder, now) : [Counts.Of(holder, now)],
            Failure = FailureOf(holder, now),
        };
    }

    private IReadOnlyList<Counts> Sampled(InstanceStatus holder, DateTimeOffset now) =>
        Samples.Count > 0 && now - Samples[^1].At < SampleInterval
            ? Samples
            : [.. Samples.Where(sample => now - sample.At <= SampleWindow), Counts.Of(holder, now)];

    private LastError? FailureOf(InstanceStatus holder, DateTimeOffset now) => holder switch
    {
        { State: InstanceState.Failed, LastError: { } error } => error with { At = now },
        { State: InstanceState.Active, LastPollAt: not null } => null,
        _ => Instance == holder.Instance ? Failure : null,
    };
}

/// <summary>What a process had counted at a moment.</summary>
internal sealed record Counts(DateTimeOffset At, long Handled, long Failed, long Conflicts)
{
    public static Counts Of(InstanceStatus status, DateTimeOffset at) => new(at, status.Updates.Handled, status.Updates.Failed, status.Conflicts);
}

/// <summary>An answer of Telegram, and how many updates the bot had handled by then.</summary>
internal sealed record View(bool IsRefused, int Pending, string? WebhookHost, double? SecondsAhead, long Handled);
