using System.Globalization;
using TelegramBotStack.Polling;
using TelegramBotStack.Status;

namespace TelegramBotStack.Watching;

/// <summary>
/// Judges what is seen: the worst that holds is the diagnosis. Pure; what has to be remembered is in <see cref="Memory"/>.
/// </summary>
internal static class Diagnostics
{
    // The same as in the health check, so that the two never contradict each other.
    private static readonly TimeSpan OldestHeartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan OldestPoll = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HandoverTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FailureTime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ConflictWindow = TimeSpan.FromSeconds(60);
    private const int CrashLoop = 3;
    private const int ConflictsInWindow = 3;
    private const int StuckViews = 5;
    private const int UpdatesForShare = 10;
    private const double MostSecondsOff = 30;

    public static Diagnosis Of(Sighting sighting, Memory memory) =>
        TokenRefused(sighting, memory)
        ?? Conflict(sighting, memory)
        ?? CrashLooping(memory)
        ?? Silent(sighting, memory)
        ?? Disk(sighting, memory)
        ?? Clock(memory)
        ?? Failing(memory)
        ?? new Diagnosis(BotCondition.Ok, "it polls, and updates flow");

    private static Diagnosis? TokenRefused(Sighting sighting, Memory memory)
    {
        var isNoted = memory.Failure is { Code: TokenRefusal.Code } failure && sighting.At - failure.At < FailureTime;
        return isNoted || memory.Views is [.., { IsRefused: true }]
            ? new Diagnosis(BotCondition.TokenRefused, "Telegram refuses its token; ask @BotFather for the current one and deploy it")
            : null;
    }

    private static Diagnosis? Conflict(Sighting sighting, Memory memory)
    {
        if (memory.Views is [.., { WebhookHost: { } host }])
        {
            return new Diagnosis(BotCondition.Conflict, $"somebody has set a webhook to {host}, so polling gets nothing");
        }

        // Only those of the last minute count: a fight that is over is no reason to worry any more.
        var lately = memory.Samples.Where(sample => sighting.At - sample.At <= ConflictWindow).ToArray();
        return lately.Length > 0 && lately[^1].Conflicts - lately[0].Conflicts >= ConflictsInWindow
            ? new Diagnosis(BotCondition.Conflict, "another program polls with its token and takes its updates (409)")
            : null;
    }

    private static Diagnosis? CrashLooping(Memory memory) => memory.Restarts.Count >= CrashLoop
        ? new Diagnosis(
            BotCondition.CrashLooping,
            Invariant($"its process was started again {memory.Restarts.Count} times within 10 min{Because(memory.Failure)}"))
        : null;

    private static Diagnosis? Silent(Sighting sighting, Memory memory)
    {
        var now = sighting.At;
        var alive = sighting.Instances.Where(status => now - status.HeartbeatAt < OldestHeartbeat).ToArray();
        if (alive.FirstOrDefault(status => status.State is InstanceState.Active or InstanceState.Parking) is { } active)
        {
            var polled = new[] { active.LastPollAt, active.ActiveSince, active.StartedAt }.Max()!.Value;
            return now - polled >= OldestPoll
                ? new Diagnosis(BotCondition.Silent, Invariant($"Telegram last answered a poll {Ago(now - polled)} ago{Because(active.LastError)}"))
                : Stuck(memory);
        }

        if (Array.Exists(alive, status => status.StandsByFor is not null))
        {
            // Another host's instance answers, and that host has a watcher of its own.
            return null;
        }

        if (IsInBetween(sighting, alive))
        {
            return new Diagnosis(BotCondition.Unclear, "it is between two states");
        }

        return new Diagnosis(BotCondition.Silent, sighting.Holder switch
        {
            null => "no instance of it has told anything for a long time",
            { State: InstanceState.Stopped } holder => Invariant($"it was told to finish {Ago(now - holder.HeartbeatAt)} ago and was not started again"),
            { State: InstanceState.Failed } holder => $"it has ended{Because(holder.LastError)}",
            { } holder when now - holder.HeartbeatAt >= OldestHeartbeat => Invariant($"its heart last beat {Ago(now - holder.HeartbeatAt)} ago{Because(memory.Failure)}"),
            { } holder => $"it is {holder.State.ToString().ToLowerInvariant()}{Because(holder.LastError)}",
        });
    }

    /// <summary>A handover, a restart, or a stop that somebody asked for: silence that is no alarm, for a while.</summary>
    private static bool IsInBetween(Sighting sighting, IEnumerable<InstanceStatus> alive)
    {
        var now = sighting.At;
        var isHandover = sighting.Lease?.ReleasedAt is { } released && now - released < HandoverTime;
        return alive.Any(status => status.State switch
            {
                InstanceState.Starting => now - status.StartedAt < StartTime,
                InstanceState.Standby or InstanceState.Parked => isHandover,
                InstanceState.Stopping => true,
                // About to be started again; one that was killed is not missed sooner either.
                InstanceState.Failed => true,
                _ => false,
            })
            || (sighting.Holder is { State: InstanceState.Stopped } holder && now - holder.HeartbeatAt < StopTime);
    }

    /// <summary>Polls are answered, and still nothing is handled while more and more waits at Telegram.</summary>
    private static Diagnosis? Stuck(Memory memory)
    {
        var views = memory.Views.TakeLast(StuckViews).ToArray();
        var grows = views.Length == StuckViews && views[0].Pending > 0 && views[^1].Pending > views[0].Pending
            && views.Zip(views.Skip(1)).All(pair => pair.Second.Pending >= pair.First.Pending && pair.Second.Handled == pair.First.Handled);
        return grows
            ? new Diagnosis(BotCondition.Silent, Invariant($"{views[^1].Pending} updates wait at Telegram, more and more, and it handles none"))
            : null;
    }

    private static Diagnosis? Disk(Sighting sighting, Memory memory) => memory.IsDiskLow
        ? new Diagnosis(BotCondition.DiskNearlyFull, Invariant($"{(sighting.FreeBytes ?? 0) >> 20} MB are free on the disk of its data"))
        : null;

    private static Diagnosis? Clock(Memory memory) =>
        // Twice in a row: one answer that was long on its way is no skew.
        memory.Views is [.., { SecondsAhead: { } before }, { SecondsAhead: { } ahead }]
            && Math.Abs(before) >= MostSecondsOff && Math.Abs(ahead) >= MostSecondsOff
            ? new Diagnosis(
                BotCondition.ClockSkew,
                Invariant($"the host's clock is {Math.Abs(ahead):0} s {(ahead > 0 ? "behind" : "ahead of")} Telegram's; see to its time synchronisation"))
            : null;

    private static Diagnosis? Failing(Memory memory)
    {
        if (memory.Samples is not [var first, .., var last])
        {
            return null;
        }

        var failed = last.Failed - first.Failed;
        var all = failed + last.Handled - first.Handled;
        return all >= UpdatesForShare && failed * 2 >= all
            ? new Diagnosis(BotCondition.Failing, Invariant($"{failed} of the last {all} updates ended with an error in its handlers"))
            : null;
    }

    private static string Because(LastError? error) => error is null ? "" : $": {error.Message}";

    private static string Ago(TimeSpan age) => age < TimeSpan.FromMinutes(2)
        ? Invariant($"{age.TotalSeconds:0} s")
        : Invariant($"{age.TotalMinutes:0} min");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
