using TelegramBotStack.Simulator.BotApi;

namespace TelegramBotStack.Simulator.Updates;

/// <summary>One getUpdates request from its arrival to its answer.</summary>
internal sealed class Poll(Func<bool> isClientGone)
{
    private readonly TaskCompletionSource<PollAnswer> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required int Offset { get; set; }

    public required int Limit { get; set; }

    /// <summary>When a parked poll is answered, with or without updates.</summary>
    public DateTimeOffset Deadline { get; set; }

    /// <summary>The deadline was pulled forward because an update has arrived.</summary>
    public bool WasWoken { get; set; }

    public ITimer? Timer { get; set; }

    /// <summary>The connection was closed from the other side: whatever is answered reaches nobody.</summary>
    public bool IsClientGone => isClientGone();

    public Task<PollAnswer> Answer => _answer.Task;

    public void Complete(PollAnswer answer)
    {
        Timer?.Dispose();
        _answer.TrySetResult(answer);
    }
}

/// <summary>Updates, or the error that ended the poll.</summary>
internal sealed record PollAnswer(IReadOnlyList<QueuedUpdate> Updates, ApiException? Error = null);
