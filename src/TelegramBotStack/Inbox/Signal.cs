namespace TelegramBotStack.Inbox;

/// <summary>Lets others wait for something without waking them for everything else. Guarded by the inbox.</summary>
internal sealed class Signal
{
    private TaskCompletionSource? _waiting;

    /// <summary>Completes when the signal is next given.</summary>
    public Task Next => (_waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Give()
    {
        _waiting?.SetResult();
        _waiting = null;
    }
}
