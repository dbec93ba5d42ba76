using TelegramBotStack.Simulator.BotApi;

namespace TelegramBotStack.Simulator.Updates;

/// <summary>
/// getUpdates as the public server answers it (Client.cpp: process_get_updates_query, do_get_updates, abort_long_poll,
/// fail_query_conflict, long_poll_wakeup). Every member is called with the bot's gate held.
/// </summary>
internal sealed class LongPolling(UpdateQueue queue, TimeProvider time, Lock gate)
{
    private const int MaximumTimeoutSeconds = 50;
    private static readonly TimeSpan RepeatBecomesLongPollWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RepeatGetsOneUpdateWithin = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan ConflictDelay = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WaitAfterUpdate = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan WaitAfterFirstUpdate = TimeSpan.FromMilliseconds(2);

    private readonly OpenPolls _open = new(time);
    private Poll? _parked;
    private int _previousOffset = -1;
    private DateTimeOffset _previousStart = DateTimeOffset.MinValue;
    private DateTimeOffset _nextPromptConflict = DateTimeOffset.MinValue;

    public long Polls { get; private set; }

    public long Conflicts { get; private set; }

    public DateTimeOffset? LastPollAt { get; private set; }

    public int OpenCount => _open.Count;

    public IReadOnlyList<PollOverlap> Overlaps => _open.Overlaps;

    /// <summary>Starts a poll; its <see cref="Poll.Answer"/> may be complete when this returns.</summary>
    public Poll Start(int offset, int limit, int timeoutSeconds, Func<bool> isClientGone)
    {
        var now = time.GetUtcNow();
        limit = Math.Clamp(limit, 1, 100);
        timeoutSeconds = Math.Clamp(timeoutSeconds, 0, MaximumTimeoutSeconds);
        if (offset == _previousOffset && now < _previousStart + RepeatBecomesLongPollWithin)
        {
            timeoutSeconds = Math.Max(timeoutSeconds, 3);
            limit = now < _previousStart + RepeatGetsOneUpdateWithin ? 1 : limit;
        }

        _previousOffset = offset;
        _previousStart = now;
        var poll = Opened(offset, limit, isClientGone, now);

        var updates = queue.Get(offset, limit, now);
        if (updates.Count > 0 || timeoutSeconds == 0)
        {
            Finish(poll, new PollAnswer(updates));
        }
        else
        {
            Park(poll, TimeSpan.FromSeconds(timeoutSeconds), now);
        }

        return poll;
    }

    /// <summary>Refuses a poll with 409, at once or delayed, because a webhook is set.</summary>
    public Poll Refuse(string conflict, Func<bool> isClientGone)
    {
        var poll = Opened(0, 1, isClientGone, time.GetUtcNow());
        FailConflict(poll, conflict);
        return poll;
    }

    /// <summary>An update has arrived: the parked poll is answered 1 to 2 ms later, with all that came meanwhile.</summary>
    public void Wake()
    {
        if (_parked is not { } poll)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (!poll.WasWoken)
        {
            poll.WasWoken = true;
            poll.Deadline = Earlier(now + WaitAfterFirstUpdate, poll.Deadline);
        }

        var wait = Earlier(now + WaitAfterUpdate, poll.Deadline) - now;
        poll.Timer!.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// The poll's client is gone. The server does not notice: the poll stays parked until its time is over or the next
    /// one ends it, and may be answered with updates that nobody reads and that come again.
    /// </summary>
    public void ClientGone(Poll poll) => _open.Close(poll);

    /// <summary>Ends the parked poll with 409.</summary>
    public void Abort(string conflict)
    {
        if (_parked is { } poll)
        {
            _parked = null;
            FailConflict(poll, conflict);
        }
    }

    /// <summary>Ends the parked poll at once with an error that is no conflict: restart, revoked token.</summary>
    public void End(ApiException error)
    {
        if (_parked is { } poll)
        {
            _parked = null;
            Finish(poll, new PollAnswer([], error));
        }
    }

    private Poll Opened(int offset, int limit, Func<bool> isClientGone, DateTimeOffset now)
    {
        var poll = new Poll(isClientGone) { Offset = offset, Limit = limit };
        Polls++;
        LastPollAt = now;
        _open.Open(poll);
        return poll;
    }

    private void Park(Poll poll, TimeSpan timeout, DateTimeOffset now)
    {
        Abort(ApiErrors.TerminatedByOtherGetUpdates);
        poll.Offset = poll.Offset <= 0 ? queue.Head : poll.Offset;
        poll.Deadline = now + timeout;
        poll.Timer = time.CreateTimer(_ => OnTimer(poll), null, timeout, Timeout.InfiniteTimeSpan);
        _parked = poll;
    }

    private void OnTimer(Poll poll)
    {
        lock (gate)
        {
            if (ReferenceEquals(_parked, poll))
            {
                _parked = null;
                Finish(poll, new PollAnswer(queue.Get(poll.Offset, poll.Limit, time.GetUtcNow())));
            }
        }
    }

    private void FailConflict(Poll poll, string description)
    {
        var answer = new PollAnswer([], new ApiException(409, description));
        var now = time.GetUtcNow();
        if (now >= _nextPromptConflict)
        {
            _nextPromptConflict = now + ConflictDelay;
            Finish(poll, answer);
            return;
        }

        poll.Timer?.Dispose();
        poll.Timer = time.CreateTimer(
            _ =>
            {
                lock (gate)
                {
                    Finish(poll, answer);
                }
            },
            null,
            ConflictDelay,
            Timeout.InfiniteTimeSpan);
    }

    private void Finish(Poll poll, PollAnswer answer)
    {
        if (answer.Error?.Code == 409 && !poll.IsClientGone)
        {
            Conflicts++;
        }

        _open.Close(poll);
        poll.Complete(answer);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
