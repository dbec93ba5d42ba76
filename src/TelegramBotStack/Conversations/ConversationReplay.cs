namespace TelegramBotStack.Conversations;

/// <summary>
/// Takes a conversation's code through what has happened before, and on from there. Each step of the code comes by here: one
/// that is in the log gets the result it had then; the first that is not is taken now. Before anything is done that others
/// see, it is written down that it is about to be done, so that it is not done again after a crash in the midst of it.
/// </summary>
internal sealed class ConversationReplay(
    ConversationState state, ConversationEvent? arrived, int maximumSteps, Func<Task> saveAsync, TimeProvider time)
{
    private const string WaitKind = "wait";
    private const string TimedOut = "timeout";

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _wasWaiting = state.Wait is not null;
    private ConversationEvent? _event = arrived;
    private bool _isChanged;
    private int _busy;

    /// <summary>Completes when the code can go no further for now.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>True when the code does something else than what is in the log: it is not the code that wrote the log.</summary>
    public bool HasDiverged { get; private set; }

    /// <summary>Why the log could not be written.</summary>
    public Exception? Failure { get; private set; }

    public bool IsEventTaken => _event is null;

    public int Position { get; private set; }

    /// <summary>Whether all that is in the log was met again.</summary>
    public bool IsAtEnd => Position == state.Log.Count;

    /// <summary>Writes down what is not yet written down.</summary>
    public async Task SaveChangesAsync()
    {
        if (_isChanged)
        {
            await saveAsync().ConfigureAwait(false);
            _isChanged = false;
        }
    }

    /// <summary>Does something that others see, once.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="doAsync">Does it, and returns what came of it.</param>
    /// <param name="lost">What counts as the result when a crash has hidden it; null to do it again then.</param>
    public async Task<string> DoAsync(string kind, Func<Task<string>> doAsync, string? lost)
    {
        Begin();
        var entry = await MeetAsync(kind).ConfigureAwait(false);
        Exception? cause = null;
        if (entry is { Value: null } && lost is not null)
        {
            entry = Replace(entry with { Value = lost });
        }
        else if (entry?.Value is null)
        {
            await AnnounceAsync(kind, isNew: entry is null).ConfigureAwait(false);
            (entry, cause) = await PerformAsync(kind, doAsync).ConfigureAwait(false);
            Replace(entry);
        }

        Pass();
        return entry.HasFailed ? throw new ConversationStepException(entry.Value!, cause) : entry.Value!;
    }

    /// <summary>Notes a value that must be the same each time, such as the time of day.</summary>
    public string Note(string kind, Func<string> make)
    {
        Begin();
        var entry = Meet(kind);
        if (HasDiverged)
        {
            // The next step that waits or acts stops the code; until then any value does.
            End();
            return make();
        }

        entry ??= Add(new ConversationEntry(kind, make()));
        Pass();
        return entry.Value!;
    }

    /// <summary>Waits for the user.</summary>
    /// <param name="accept">What is kept of an update, or null for one that is not meant.</param>
    /// <param name="within">For how long. Null: until the conversation is forgotten.</param>
    /// <param name="repeatAfter">When a question that may not have arrived is asked again; null for never.</param>
    /// <returns>What was kept; null when the question is to be asked again.</returns>
    /// <exception cref="ConversationTimeoutException">The time is over.</exception>
    public async Task<string?> WaitAsync(Func<UpdateContext, string?> accept, TimeSpan? within, TimeSpan? repeatAfter)
    {
        Begin();
        var entry = await MeetAsync(WaitKind).ConfigureAwait(false);
        if (entry is null && IsDue(state.Wait?.RepeatAt) && !IsDue(state.Wait?.Deadline))
        {
            Take();
            End();
            return null;
        }

        if ((entry ?? TakeEvent(accept)) is not { } taken)
        {
            NoteWait(within, repeatAfter);
            await StopAsync().ConfigureAwait(false);
            return null;
        }

        Pass();
        return taken.Value == TimedOut ? throw new ConversationTimeoutException() : taken.Value!;
    }

    /// <summary>The result of a step that was taken as a whole before; null when it was not, or not to its end.</summary>
    public string? Find(string kind)
    {
        if (HasDiverged || IsAtEnd || state.Log[Position] is not { Value: { } value } entry || entry.Kind != kind)
        {
            return null;
        }

        Position++;
        return value;
    }

    /// <summary>Puts one entry in the place of the steps it was made of.</summary>
    public void Collapse(int start, string kind, string value)
    {
        Forget(start);
        Add(new ConversationEntry(kind, value));
        Position++;
    }

    /// <summary>Forgets the steps from here on, as if they had not been taken.</summary>
    public void Forget(int start)
    {
        state.Log.RemoveRange(start, state.Log.Count - start);
        Position = start;
        _isChanged = true;
    }

    /// <summary>What is in the log at this place; null when it ends here, or has another kind of step.</summary>
    private ConversationEntry? Meet(string kind)
    {
        var entry = HasDiverged || IsAtEnd ? null : state.Log[Position];
        HasDiverged |= entry is not null && entry.Kind != kind;
        return HasDiverged ? null : entry;
    }

    private async Task<ConversationEntry?> MeetAsync(string kind)
    {
        var entry = Meet(kind);
        if (HasDiverged)
        {
            await StopAsync().ConfigureAwait(false);
        }

        return entry;
    }

    private async Task AnnounceAsync(string kind, bool isNew)
    {
        // It waited, and now it acts before it has taken what it waited for: this is not the code that waited.
        HasDiverged |= _wasWaiting && !IsEventTaken;
        if (HasDiverged)
        {
            await StopAsync().ConfigureAwait(false);
        }

        if (isNew)
        {
            Add(new ConversationEntry(kind, null));
        }

        try
        {
            await SaveChangesAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Not for the code to see or to go on from: what is written down is where it goes on.
            Failure = exception;
            await StopAsync().ConfigureAwait(false);
        }
    }

    private static async Task<(ConversationEntry Entry, Exception? Cause)> PerformAsync(string kind, Func<Task<string>> doAsync)
    {
        try
        {
            return (new ConversationEntry(kind, await doAsync().ConfigureAwait(false)), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (new ConversationEntry(kind, exception.Message, HasFailed: true), exception);
        }
    }

    private ConversationEntry? TakeEvent(Func<UpdateContext, string?> accept)
    {
        if (_event is ConversationEvent.Arrived { Context: var context } && accept(context) is { } kept)
        {
            state.LastUpdate = context.Update.Id;
            state.LastMessage = context.Update.Message?.Id ?? state.LastMessage;
            Take();
            return Add(new ConversationEntry(WaitKind, kept));
        }

        if (IsDue(state.Wait?.Deadline))
        {
            Take();
            return Add(new ConversationEntry(WaitKind, TimedOut));
        }

        return null;
    }

    private bool IsDue(DateTimeOffset? at) => _event is ConversationEvent.TimeIsUp && at <= time.GetUtcNow();

    private void Take()
    {
        _event = null;
        state.Wait = null;
        _isChanged = true;
    }

    private void NoteWait(TimeSpan? within, TimeSpan? repeatAfter)
    {
        if (state.Wait is null)
        {
            var now = time.GetUtcNow();
            state.Wait = new ConversationWait(now + within, now + repeatAfter);
            _isChanged = true;
        }
    }

    private ConversationEntry Add(ConversationEntry entry)
    {
        if (state.Log.Count >= maximumSteps)
        {
            throw new InvalidOperationException($"The conversation '{state.Name}' has taken {maximumSteps} steps and goes on. Is there a loop without end?");
        }

        state.Log.Add(entry);
        _isChanged = true;
        return entry;
    }

    private ConversationEntry Replace(ConversationEntry entry)
    {
        state.Log[Position] = entry;
        _isChanged = true;
        return entry;
    }

    /// <summary>Never returns: whoever waits for the code waits for <see cref="Stopped"/> as well, and lets go of it then.</summary>
    private Task StopAsync()
    {
        _stopped.TrySetResult();
        return new TaskCompletionSource().Task;
    }

    private void Begin()
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
        {
            throw new InvalidOperationException(
                $"The conversation '{state.Name}' began a step before the one before it had ended. Await each step; do not run them at the same time.");
        }
    }

    private void Pass()
    {
        Position++;
        End();
    }

    private void End() => Volatile.Write(ref _busy, 0);
}
