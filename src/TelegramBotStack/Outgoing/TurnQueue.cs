namespace TelegramBotStack.Outgoing;

/// <summary>
/// One call after the other, in the order in which they came; answers before bulk. Guarded by whoever owns it.
/// </summary>
internal sealed class TurnQueue
{
    private Queue<TaskCompletionSource>? _answers;
    private Queue<TaskCompletionSource>? _bulk;

    public bool IsTaken { get; private set; }

    /// <returns>Null when it is the caller's turn, else what completes when it is.</returns>
    public TaskCompletionSource? Enter(bool isBulk)
    {
        if (!IsTaken)
        {
            IsTaken = true;
            return null;
        }

        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (isBulk ? _bulk ??= new() : _answers ??= new()).Enqueue(turn);
        return turn;
    }

    public void Leave()
    {
        while (_answers?.TryDequeue(out var next) == true || _bulk?.TryDequeue(out next) == true)
        {
            // False for one that was cancelled.
            if (next!.TrySetResult())
            {
                return;
            }
        }

        IsTaken = false;
    }
}
