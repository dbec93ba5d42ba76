using System.Globalization;

namespace TelegramBotStack.Watching;

/// <summary>
/// Decides what the owner is told: one message for a change that has lasted, a repetition now and then, and never a
/// storm. Pure: state and diagnosis in, state and announcement out. Whatever comes in, no more than twelve messages an
/// hour come out, besides the repetitions that are asked for.
/// </summary>
internal static class Alarm
{
    /// <summary>How many changes are told within an hour.</summary>
    public const int MostChanges = 6;

    /// <summary>How long a flapping bot must be steady until its changes are told again.</summary>
    public static readonly TimeSpan SteadyTime = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan ChangeWindow = TimeSpan.FromHours(1);

    public static (AlarmState State, Announcement? Announcement) Step(
        AlarmState state, Diagnosis diagnosis, DateTimeOffset now, AlarmTimes times)
    {
        if (diagnosis.Condition == BotCondition.Unclear)
        {
            // Neither good nor bad: nothing begins, nothing ends, and what was seen goes on being seen.
            return (state, null);
        }

        var seen = See(state, diagnosis.Condition, now);
        return seen.Seen is { } other && now - seen.SeenSince >= times.After
            ? Change(seen with { Current = other, Since = seen.SeenSince, Seen = null }, state, diagnosis, now)
            : Remain(seen, diagnosis, now, times);
    }

    private static AlarmState See(AlarmState state, BotCondition condition, DateTimeOffset now)
    {
        if (condition == state.Current)
        {
            return state.Seen is null ? state : state with { Seen = null };
        }

        if (state.Seen == condition)
        {
            return state;
        }

        // While all was well, badness counts as a whole: one that changes its face does not get more time.
        var goesOn = state is { Current: BotCondition.Ok, Seen: not null };
        return state with { Seen = condition, SeenSince = goesOn ? state.SeenSince : now };
    }

    private static (AlarmState State, Announcement? Announcement) Change(
        AlarmState changed, AlarmState before, Diagnosis diagnosis, DateTimeOffset now)
    {
        changed = changed with { Changes = Lately(changed, now), Reason = diagnosis.Reason };
        if (changed.IsFlapping)
        {
            return (changed, null);
        }

        if (changed.Changes.Count >= MostChanges)
        {
            return (changed with { IsFlapping = true, ToldAt = now }, new Announcement(
                "flapping",
                $"changes to and fro, {MostChanges} times within an hour. Now {Named(diagnosis)} "
                + $"The next message comes when it has been the same for {SteadyTime.TotalMinutes:0} min."));
        }

        var text = changed.Current == BotCondition.Ok
            ? $"well again, after {Span((changed.Since - before.Since) ?? TimeSpan.Zero)} ({Words(before.Current)})."
            : Named(diagnosis);
        return (Told(changed, now), new Announcement(Diagnosis.NameOf(changed.Current), text));
    }

    private static (AlarmState State, Announcement? Announcement) Remain(
        AlarmState state, Diagnosis diagnosis, DateTimeOffset now, AlarmTimes times)
    {
        if (state.IsFlapping && state.Seen is null && now - state.Since >= SteadyTime)
        {
            var steady = state with { IsFlapping = false, Changes = Lately(state, now), Reason = diagnosis.Reason };
            return (Told(steady, now), new Announcement(
                Diagnosis.NameOf(state.Current), $"steady again: {Named(diagnosis)}"));
        }

        var isDue = times.Repeat > TimeSpan.Zero && state.Seen is null && !state.IsFlapping
            && state.Current != BotCondition.Ok && now - state.ToldAt >= times.Repeat;
        return isDue
            ? (state with { ToldAt = now, Reason = diagnosis.Reason }, new Announcement(
                Diagnosis.NameOf(state.Current), $"still, after {Span((now - state.Since) ?? TimeSpan.Zero)}, {Named(diagnosis)}"))
            : (state, null);
    }

    private static AlarmState Told(AlarmState state, DateTimeOffset now) => state with { ToldAt = now, Changes = [.. state.Changes, now] };

    private static IReadOnlyList<DateTimeOffset> Lately(AlarmState state, DateTimeOffset now) =>
        [.. state.Changes.Where(change => now - change < ChangeWindow)];

    private static string Named(Diagnosis diagnosis) => diagnosis.Condition == BotCondition.Ok
        ? "well."
        : $"{Words(diagnosis.Condition)}. {char.ToUpperInvariant(diagnosis.Reason[0])}{diagnosis.Reason[1..].TrimEnd('.')}.";

    private static string Words(BotCondition condition) => Diagnosis.NameOf(condition).Replace('-', ' ');

    private static string Span(TimeSpan span) => span.TotalSeconds switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.0} h"),
    };
}
