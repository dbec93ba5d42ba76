namespace TelegramBotStack.Inbox;

/// <summary>Waits for something, but not for ever.</summary>
internal static class TimeLimit
{
    /// <returns>Whether the task has ended, in whatever way, when this returns.</returns>
    public static async Task<bool> IsInTimeAsync(this TimeProvider time, Task task, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (task.IsCompleted)
        {
            return true;
        }

        await task.WaitAsync(limit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return task.IsCompleted;
    }
}
